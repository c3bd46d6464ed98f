import type { AnswerPlan } from '../../http/api-types.ts';
import { formatDay } from '../format.ts';

const WORDS_OF = { us: 'what we said', customer: 'what customers said', unknown: 'what others said' } as const;

/** What a question was understood to be about, in a few words each: "Acme", "Pricing", "since 1 Oct 2026". */
export function planWords(plan: AnswerPlan, timeZone: string): string[] {
  const { accounts, people, speakers, talkedAbout, trackers, phrases, acts, terms, side, inherited } = plan;
  const isTakenOver = (what: AnswerPlan['inherited'][number]) => inherited.includes(what);
  const marked = (words: string[], what: AnswerPlan['inherited'][number]) =>
    words.length > 0 && isTakenOver(what) ? [`${words.join(', ')} (as before)`] : words;
  const saying = speakers.map(({ name }) => `said by ${name}`);
  const known = new Set(speakers.map(({ id }) => id));
  const named = people.filter(({ id }) => !known.has(id)).map(({ name }) => name);
  const quoted = phrases.map((phrase) => `“${phrase}”`);
  const topics = [...trackers.map(({ name }) => name), ...acts.map(({ words }) => words), ...quoted];
  return [
    ...marked(
      accounts.map(({ name }) => name),
      'accounts',
    ),
    ...marked([...named, ...saying], 'people'),
    ...talkedAbout.map(({ name }) => name).filter((name) => !terms.includes(name.toLowerCase())),
    ...marked([...topics, ...otherTerms(terms, topics)], 'topic'),
    ...(side && speakers.length === 0 ? [WORDS_OF[side]] : []),
    ...marked(datesOf(plan, timeZone), 'dates'),
  ].filter((word, at, all) => at === all.findIndex((other) => other.toLowerCase() === word.toLowerCase()));
}

/** The words of the question that name no topic already named. */
function otherTerms(terms: readonly string[], topics: readonly string[]): string[] {
  const named = topics.map((topic) => topic.toLowerCase());
  const others = terms.filter((term) => !named.includes(term.toLowerCase()));
  return others.length > 0 ? [others.join(' ')] : [];
}

function datesOf({ from, to, when, isAnyTimeToo }: AnswerPlan, timeZone: string): string[] {
  const [first, last] = [from && formatDay(from, timeZone), to && formatDay(lastMomentOf(to), timeZone)];
  const isOver = to !== null && Date.parse(to) <= Date.now();
  const words =
    when ?? (first && last && isOver ? `${first} to ${last}` : first ? `since ${first}` : last && `until ${last}`);
  if (!words) return [];
  return [isAnyTimeToo ? `${words}, other times too` : words];
}

const lastMomentOf = (to: string): string => new Date(Date.parse(to) - 1).toISOString();
