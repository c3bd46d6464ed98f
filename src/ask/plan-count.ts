import { isAskingWord } from '../language/asking-words.ts';
import type { Span } from '../language/blank-spans.ts';
import { alternativesIn, asksWhoSaid, isNameSaid, readCountWords, utteranceIn } from '../language/count-words.ts';
import type { Mention } from '../language/find-mentions.ts';
import { contentWords, isStopWord } from '../language/stop-words.ts';
import { asksWhetherSaid } from '../language/whether-said.ts';
import { plainWords, wordsOf } from '../language/words.ts';
import type { Tracker } from '../tracker.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { withNameSigns } from './with-name-signs.ts';

/**
 * The plan of a count or a list: what is counted, of whom, and whose words. A topic is counted where its own name
 * stands in the question; any other word is counted as said ("discount" is no whole topic of prices). Other plans stay.
 */
export function planCount(
  plan: QuestionPlan,
  { question, times, trackers }: { question: string; times: readonly Span[]; trackers: readonly Tracker[] },
): QuestionPlan {
  const isWho = asksWhoSaid(question);
  const isCounted = plan.type === 'count' || plan.type === 'list' || isWho;
  if (!isCounted && plan.typeCue !== null) return plan;
  const named = namedAsWords(question, plan.mentions);
  const signed = withNameSigns(
    question,
    plan.mentions.filter((mention) => !named.includes(mention)),
    times,
  );
  if (!isCounted && !asksWhetherSaid(signed)) return plan;
  const { of, side, isOfWords, rest } = readCountWords(signed);
  const objects = plan.phrases.length > 0 ? [] : objectsOf(rest, isOfWords);
  // "How many times did Lee say no": where nothing else is asked for, it is the very word.
  const uttered = isCounted && isOfWords && objects.length === 0 ? utteranceIn(signed) : null;
  const phrases = plan.phrases.length === 0 && uttered ? [uttered] : plan.phrases;
  const topics = trackers.filter(({ name }) => objects.some((object) => isName(object, name)));
  const runs = objects.filter((object) => !topics.some(({ name }) => isName(object, name)));
  const isDescription =
    phrases.length === 0 &&
    (plan.acts.length > 0 || ((!isOfWords || isDescribed(runs)) && (runs.length > 0 || topics.length > 0)));
  const isNothing = runs.length + topics.length + phrases.length === 0;
  // Whether a topic came up is told by its best moments, and by words only where words are asked for.
  if (!isCounted && (isDescription || isNothing || topics.length > 0 || runs.length > 1)) return plan;
  if (isDescription || (isWho && isNothing))
    return isWho ? plan : { ...plan, census: of ?? plan.census, isDescription };
  const ids = named.flatMap((mention) => (mention.state === 'found' ? [mention.target.id] : []));
  return {
    ...plan,
    type: isWho ? 'list' : isCounted ? plan.type : 'count',
    typeCue: isWho ? 'list' : isCounted ? plan.typeCue : 'count',
    census: isWho ? 'people' : (of ?? (isOfWords ? 'mentions' : plan.census)),
    mentions: plan.mentions.filter((mention) => !named.includes(mention)),
    accounts: plan.accounts.filter(({ id }) => !ids.includes(id)),
    people: plan.people.filter(({ id }) => !ids.includes(id)),
    side,
    trackers: topics,
    phrases,
    runs,
    terms: plan.phrases.length > 0 ? plan.terms : contentWords([...runs, ...topics.map(({ name }) => name)].join(' ')),
  };
}

/** A topic's own name, in the singular too: "price" is a word, "pricing" a topic. */
const isName = (object: string, name: string): boolean => singular(object) === singular(plainWords(name));
const singular = (words: string): string => words.replace(/s$/, '');

/** More or longer runs are a description, and nobody says a description word for word. */
const MOST_RUNS = 2;
const LONGEST_RUN = 3;

const isDescribed = (runs: readonly string[]): boolean =>
  runs.length > MOST_RUNS || runs.some((run) => wordsOf(run).length > LONGEST_RUN);

/** Names that are themselves what was said: "how often was ■ mentioned". */
function namedAsWords(question: string, mentions: readonly Mention[]): Mention[] {
  return mentions.filter(
    ({ start, end, text }) => !text.startsWith('@') && isNameSaid(question.slice(0, start), question.slice(end)),
  );
}

/**
 * What is left of the question when its words of counting are gone, cut at bars, punctuation, "or" and "and". Three
 * words stay together ("cost of living"); longer rows are cut at words that say nothing.
 */
function objectsOf(rest: string, isOfWords: boolean): string[] {
  const rows = alternativesIn(rest).map((row) => wordsOf(row));
  const isEmpty = (word: string) => isStopWord(word) || isAskingWord(word);
  // In "price list" the last word is a word of asking, and the name of the thing all the same.
  const found = rows.flatMap((row) => cutRow(row, isEmpty));
  // "How often was help mentioned": where nothing else is left, a word of asking is what was said.
  const kept = found.length > 0 || !isOfWords ? found : rows.flatMap((row) => cutRow(row, isStopWord));
  return [...new Set(kept)];
}

function cutRow(row: readonly string[], isEmpty: (word: string) => boolean): string[] {
  const first = row.findIndex((word) => !isEmpty(word));
  if (first < 0) return [];
  const words = row.slice(first, row.findLastIndex((word) => !isStopWord(word)) + 1);
  if (words.length <= LONGEST_RUN) return [words.join(' ')];
  const runs: string[][] = [[]];
  for (const word of words) {
    if (isEmpty(word)) runs.push([]);
    else runs.at(-1)?.push(word);
  }
  return runs.filter((run) => run.length > 0).map((run) => run.join(' '));
}
