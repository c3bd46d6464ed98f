import { scopeOf } from '../../src/access/scope.ts';
import type { CallSummary } from '../../src/call-summary.ts';
import { type SpokenSegment, textOf } from '../../src/segment.ts';
import { readCalls, readTranscript } from '../../src/store/calls-reader.ts';
import type { Db } from '../../src/store/db.ts';
import type { Viewer } from '../../src/viewer.ts';

/** A segment as a patient reader has it before them. */
export type SpokenPlace = { call: CallSummary; segment: SpokenSegment; words: string[] };

/** Every segment of every call that the viewer may read, straight from the store. */
export async function readRecord(db: Db, viewer: Viewer): Promise<SpokenPlace[]> {
  const scope = scopeOf(viewer);
  const record: SpokenPlace[] = [];
  for (const call of await readCalls(db, scope, {}, { limit: 1000 }))
    for (const segment of await readTranscript(db, scope, call.id))
      record.push({ call, segment, words: tokensOf(textOf(segment)) });
  return record;
}

/** Runs of letters and digits in lower case, without accents; an apostrophe joins, and a final 's is dropped. */
export const tokensOf = (text: string): string[] =>
  (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []
  ).map((token) => token.replace(/['’]s$/, '').replace(/['’]/g, ''));

/** Where a phrase stands among the tokens, none within another; `isForm` compares a spoken word with one asked for. */
export function countPlaces(
  words: readonly string[],
  phrases: readonly string[],
  isForm: (said: string, asked: string) => boolean,
): number {
  const wanted = phrases.map(tokensOf).sort((a, b) => b.length - a.length);
  let places = 0;
  for (let at = 0; at < words.length; at += 1) {
    const found = wanted.find((phrase) => phrase.every((word, n) => isForm(words[at + n] ?? '', word)));
    if (!found) continue;
    places += 1;
    at += found.length - 1;
  }
  return places;
}
