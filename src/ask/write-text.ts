import type { Claim } from '../citation.ts';
import { wordsOf } from '../search/words.ts';
import type { CallSummary } from '../store/calls-reader.ts';
import { dayOf } from '../time-window.ts';
import type { ProvedQuote } from './check-claims.ts';
import { hasTopic, type QuestionPlan, specificTerms } from './plan-question.ts';

/** "1 October 2026 to 31 December 2026": the last day is named, although `to` is the first moment after it. */
export function rangeWords(plan: Pick<QuestionPlan, 'from' | 'to'>, now: Date, timeZone: string): string {
  const lastDay = plan.to && plan.to < now ? new Date(plan.to.getTime() - 1) : null;
  if (plan.from && lastDay && dayOf(plan.from, timeZone) === dayOf(lastDay, timeZone)) return dayOf(lastDay, timeZone);
  if (plan.from && lastDay) return `${dayOf(plan.from, timeZone)} to ${dayOf(lastDay, timeZone)}`;
  if (plan.from) return `since ${dayOf(plan.from, timeZone)}`;
  return lastDay ? `until ${dayOf(lastDay, timeZone)}` : '';
}

export const listWords = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

export const counted = (count: number, one: string): string => `${count} ${count === 1 ? one : `${one}s`}`;

/** What the answer is about: "pricing with Acme". */
export function subjectOf(plan: QuestionPlan): string {
  const topics = plan.trackers.map((tracker) => tracker.name.toLowerCase());
  const specific = new Set(specificTerms(plan));
  const rows = plan.runs.filter((run) => wordsOf(run).some((word) => specific.has(word)));
  const quoted = plan.phrases.map((phrase) => `"${phrase}"`);
  const words = [...topics, ...quoted, ...(quoted.length > 0 ? [] : rows.slice(0, 4))];
  const names = [...plan.accounts, ...plan.people].map((named) => named.name);
  const unnamed = hasTopic(plan) ? 'this' : 'what was talked about';
  return [listWords(words) || unnamed, names.length > 0 ? `with ${listWords(names)}` : ''].filter(Boolean).join(' ');
}

/** One claim of a quoting answer: who said it, and the words. */
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

/** "Acme · Renewal review, 9 November 2026" */
export function callHeading(call: Pick<CallSummary, 'accounts' | 'title' | 'startedAt'>, timeZone: string): string {
  const names = call.accounts
    .map((account) => account.name)
    .filter((name) => !call.title.toLowerCase().includes(name.toLowerCase()));
  return `${names.length > 0 ? `${listWords(names)} · ` : ''}${call.title}, ${dayOf(call.startedAt, timeZone)}`;
}

/** A quoting answer as text: a line on what it is, then each call's quotes under its heading. */
export function quotingText(opening: string, groups: readonly { heading: string; claims: readonly Claim[] }[]): string {
  const parts = groups.map(
    ({ heading, claims }) => `**${heading}**\n${claims.map((claim) => `- ${withNumbers(claim)}`).join('\n')}`,
  );
  return [opening, ...parts].join('\n\n');
}

export const claimsText = (claims: readonly Claim[]): string =>
  claims.map((claim) => `- ${withNumbers(claim)}`).join('\n');

const withNumbers = (claim: Claim): string => `${claim.text} ${claim.citations.map((n) => `[${n}]`).join('')}`;

/** The quotes of an answer grouped by call, in their order. */
export function groupByCall<T extends { quote: ProvedQuote }>(
  items: readonly T[],
  timeZone: string,
): { heading: string; items: T[] }[] {
  const groups = Map.groupBy(items, ({ quote }) => quote.evidence.call.id);
  return [...groups.values()].map((group) => {
    const call = group[0]?.quote.evidence.call;
    return { heading: call ? callHeading(call, timeZone) : '', items: group };
  });
}
