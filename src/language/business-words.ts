import { readFileSync } from 'node:fs';
import { besideCode } from '../shipped-files.ts';
import { basesOf, irregularFormsOf } from './word-forms.ts';
import { wordsOf } from './words.ts';

/** A word or phrase business people say in place of some words of a question. */
export type BusinessWord = { text: string; of: string };

/** How far apart the words of a phrase may stand in a question: "buying their own shares back". */
const REACH = 5;

/**
 * Other words and phrases for a question, from the groups of `business-words.txt`: "cfo" and "chief financial officer"
 * for "finance chief". Only phrases with a word among `terms` get any. A word inside a known phrase gets none of its
 * own ("sold" in "sold out"). Words already in the question are left out.
 */
export function businessWordsFor(question: string, terms: readonly string[]): BusinessWord[] {
  const asked = wordsOf(question).map((word) => ({ word, forms: basesOf(word) }));
  const isTerm = new Set(terms.flatMap(wordsOf));
  const named = groupsNear(asked).flatMap((group) => {
    const longest = group.members
      .map((member) => placeIn(asked, member, Math.max(member.length, REACH)) ?? [])
      .reduce((most, words) => (words.length > most.length ? words : most), []);
    return longest.some((word) => isTerm.has(word)) ? [{ group, words: longest }] : [];
  });
  const inPhrases = new Set(named.flatMap(({ words }) => (words.length > 1 ? words : [])));
  const found = new Map<string, BusinessWord>();
  for (const { group, words } of named) {
    if (words.length === 1 && inPhrases.has(words[0] ?? '')) continue;
    const of = words.filter((word) => isTerm.has(word)).join(' ');
    for (const [n, text] of group.texts.entries())
      if (!placeIn(asked, group.members[n] ?? [], group.members[n]?.length ?? 0))
        for (const form of [text, ...irregularFormsOf(text)]) found.set(`${form}, ${of}`, { text: form, of });
  }
  return [...found.values()];
}

type AskedWord = { word: string; forms: ReadonlySet<string> };
/** The possible forms of each word in a phrase. */
type Member = ReadonlySet<string>[];

/**
 * The question's words for a phrase, all within `reach` words of the first; null when any is missing. A one-word phrase
 * must match at its own place.
 */
function placeIn(asked: readonly AskedWord[], member: Member, reach: number): string[] | null {
  for (const [at, first] of asked.entries()) {
    if (!member.some((forms) => meet(forms, first.forms))) continue;
    const near = asked.slice(at, at + (member.length === 1 ? 1 : reach));
    const words = member.map((forms) => near.find((one) => meet(forms, one.forms))?.word);
    if (words.every((word) => word !== undefined)) return [...new Set(words)];
  }
  return null;
}

const meet = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean => !some.isDisjointFrom(others);

type Group = { texts: string[]; members: Member[] };
let read: { groups: Group[]; byForm: Map<string, number[]> } | null = null;

/** Groups with any of the words, in file order. */
function groupsNear(asked: readonly AskedWord[]): Group[] {
  read ??= readGroups();
  const { groups, byForm } = read;
  const near = new Set(asked.flatMap(({ forms }) => [...forms].flatMap((form) => byForm.get(form) ?? [])));
  return groups.filter((_, n) => near.has(n));
}

function readGroups() {
  const groups = readFileSync(besideCode('language/business-words.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Group => {
      const texts = line.split(', ');
      return { texts, members: texts.map((text) => wordsOf(text).map(basesOf)) };
    });
  const byForm = new Map<string, number[]>();
  for (const [n, { members }] of groups.entries())
    for (const form of new Set(members.flat().flatMap((forms) => [...forms])))
      byForm.set(form, [...(byForm.get(form) ?? []), n]);
  return { groups, byForm };
}
