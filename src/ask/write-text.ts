import type { Figure } from '../figure.ts';
import { wordsOf } from '../language/words.ts';
import { dayOf } from '../time-window.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { ProvedQuote } from './find-quote.ts';
import { hasTopic, specificTerms } from './plan-question.ts';

/**
 * "1 October 2026 to 31 December 2026": names the last day, although `to` is the first moment after the range. Empty
 * where calls of any time are searched.
 */
export function rangeWords(
  plan: Pick<QuestionPlan, 'from' | 'to'> & { isAnyTimeToo?: boolean },
  now: Date,
  timeZone: string,
): string {
  if (plan.isAnyTimeToo) return '';
  const lastDay = plan.to && plan.to < now ? new Date(plan.to.getTime() - 1) : null;
  if (plan.from && lastDay && dayOf(plan.from, timeZone) === dayOf(lastDay, timeZone)) return dayOf(lastDay, timeZone);
  if (plan.from && lastDay) return `${dayOf(plan.from, timeZone)} to ${dayOf(lastDay, timeZone)}`;
  if (plan.from) return `since ${dayOf(plan.from, timeZone)}`;
  return lastDay ? `until ${dayOf(lastDay, timeZone)}` : '';
}

export const listWords = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

export const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

const ONE_OF = { mentions: 'mention', calls: 'call', minutes: 'minute', days: 'day', people: 'person' } as const;

/** "3 calls", "41 %", "one person". */
export function figureWords({ value, unit }: Figure): string {
  if (unit === 'percent') return `${Math.round(value)}%`;
  if (unit === 'people') return value === 1 ? '1 person' : `${value} people`;
  return counted(Math.round(value), ONE_OF[unit]);
}

/** The topic of an answer: "pricing and “seat price”". Words of the question are quoted: they make no English. */
export function topicOf(plan: QuestionPlan): string {
  const topics = plan.trackers.map((tracker) => tracker.name.toLowerCase());
  const specific = new Set(specificTerms(plan));
  const rows = plan.runs.filter((run) => wordsOf(run).some((word) => specific.has(word)));
  const acts = plan.acts.map(({ words }) => `“${words}”`);
  const words = [
    ...acts,
    ...topics,
    ...(plan.phrases.length > 0 ? plan.phrases : rows.slice(0, 4)).map((row) => `“${row}”`),
  ];
  return listWords(words) || (hasTopic(plan) ? 'this' : 'what was talked about');
}

/** Whose words alone are asked for; '' for everybody's. */
export const whoseWords = ({ speakers, side }: QuestionPlan): string =>
  speakers.length > 0
    ? listWords(speakers.map(({ name }) => name))
    : side === 'customer'
      ? 'customers'
      : side
        ? 'we'
        : '';

/** " with Acme and Tove Brandt": whose calls are asked about, without those whose words are. */
export function withWhom({ accounts, people, speakers }: QuestionPlan): string {
  const others = [...accounts, ...people.filter(({ id }) => !speakers.some((speaker) => speaker.id === id))];
  return others.length > 0 ? ` with ${listWords(others.map(({ name }) => name))}` : '';
}

/** What quotes are of, without a count: they are chosen. "What customers said about pricing in calls with Acme". */
export function whatWasSaid(plan: QuestionPlan, { isNearest }: { isNearest: boolean }): string {
  const whom = withWhom(plan);
  const where = whom && ` in calls${whom}`;
  const topic = hasTopic(plan) ? topicOf(plan) : null;
  if (isNearest) return `What comes closest${topic ? ` to ${topic}` : ''}${where}`;
  const whose = whoseWords(plan);
  const said = whose ? `${whose} said` : topic ? 'was said' : 'was discussed';
  return `What ${said}${topic ? ` about ${topic}` : ''}${where}`;
}

export const capitalized = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

/** One claim of a quoting answer: the speaker and the words. */
export function quoteClaim({ evidence, sentences }: ProvedQuote): string {
  const { speaker } = evidence.segment;
  const company =
    speaker.side === 'customer' && evidence.call.accounts.length === 1
      ? ` (${evidence.call.accounts[0]?.name})`
      : speaker.side === 'us'
        ? ' (us)'
        : '';
  return `${speaker.name}${company}: “${sentences.map((sentence) => sentence.text).join(' ')}”`;
}

/** Turns that follow each other, as one claim. */
export const exchangeClaim = (exchange: readonly ProvedQuote[]): string => exchange.map(quoteClaim).join(' ');
