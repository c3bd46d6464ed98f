import { type CallId, toCallId } from '../call.ts';
import type { CallRef, CallWords } from '../language/call-words.ts';
import type { Named } from '../named.ts';
import { findLatestCalls, readCall } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { dayOf } from '../time-window.ts';
import type { Scope } from '../viewer.ts';

/** A time by way of calls; `calls` are those that are asked about themselves. */
export type CallTime = { from: Date | null; to: Date | null; label: string; calls: Named[]; warnings: string[] };

type FoundCall = { id: CallId; title: string; startedAt: Date; hasWords: boolean };

/**
 * The calls or the time meant by the words, from the calls in scope. Null when no call fits: nothing is guessed. Calls
 * that are compared (`isCompared`) are those with a transcript, and the newer ones without are told.
 */
export async function settleCallWords(
  db: Db,
  scope: Scope,
  words: CallWords,
  filter: { accountIds: string[]; personIds: string[]; from?: Date; to?: Date },
  { timeZone, isCompared }: { timeZone: string; isCompared: boolean },
): Promise<CallTime | null> {
  const found = await findCalls(db, scope, words, filter, isCompared);
  // A call that only bounds a time need not have words.
  const isAsked = !('bound' in words) || words.bound === 'in';
  const wordless = isCompared && isAsked ? found.filter(({ hasWords }) => !hasWords) : [];
  const calls = found.filter((call) => !wordless.includes(call));
  const warnings = wordless.map((call) => `${nameOf(call, timeZone)} has no transcript yet, so it is not compared.`);
  const [newest, oldest] = [calls[0], calls.at(-1)];
  if (!newest || !oldest) return null;
  const after = (date: Date) => new Date(date.getTime() + 1);
  const name = nameOf(newest, timeZone);
  const inside = { from: oldest.startedAt, to: after(newest.startedAt), calls: calls.map(toNamed), warnings };
  if ('between' in words)
    return { ...inside, label: newest === oldest ? name : `from ${nameOf(oldest, timeZone)} to ${name}` };
  if ('callId' in words) return { ...inside, label: name };
  if ('latest' in words)
    return { ...inside, label: calls.length === 1 ? `the last call, ${name}` : `the last ${calls.length} calls` };
  if (words.bound === 'in') return { ...inside, label: name };
  if (words.bound === 'since') return { from: newest.startedAt, to: null, label: `since ${name}`, calls: [], warnings };
  if (words.bound === 'after')
    return { from: after(newest.startedAt), to: null, label: `after ${name}`, calls: [], warnings };
  return {
    from: null,
    to: words.bound === 'until' ? after(newest.startedAt) : newest.startedAt,
    label: `${words.bound} ${name}`,
    calls: [],
    warnings,
  };
}

/** Newest first; `isCompared`: calls without a transcript are beside the number asked for. */
async function findCalls(
  db: Db,
  scope: Scope,
  words: CallWords,
  filter: { accountIds: string[]; personIds: string[]; from?: Date; to?: Date },
  isCompared: boolean,
): Promise<FoundCall[]> {
  if ('callId' in words) {
    const call = await readCall(db, scope, toCallId(words.callId));
    return call ? [{ ...call, hasWords: call.transcript.state === 'ready' }] : [];
  }
  if ('latest' in words) {
    const limit = isCompared ? MOST_CALLS : words.latest;
    const newest = await findLatestCalls(db, scope, filter, { titleWords: [], limit });
    const last = newest.filter(({ hasWords }) => hasWords).at(words.latest - 1);
    return isCompared && last ? newest.slice(0, newest.indexOf(last) + 1) : newest.slice(0, words.latest);
  }
  if ('between' in words) {
    const found = await Promise.all(words.between.map((ref) => findRef(db, scope, ref, filter)));
    const both = found.flatMap((call) => call ?? []);
    if (both.length < 2 || both[0]?.id === both[1]?.id) return [];
    return both.toSorted((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  }
  const call = await findRef(db, scope, words, filter);
  return call ? [call] : [];
}

/** Most calls looked through for a place among them. */
const MOST_CALLS = 1000;

/** A place is one among the calls with a transcript. */
async function findRef(
  db: Db,
  scope: Scope,
  ref: CallRef,
  filter: { accountIds: string[]; personIds: string[]; from?: Date; to?: Date },
): Promise<FoundCall | undefined> {
  if ('titleWords' in ref)
    return (await findLatestCalls(db, scope, filter, { titleWords: ref.titleWords, limit: 1 }))[0];
  // The second of all calls is nobody's second call.
  if (ref.place > 0 && filter.accountIds.length + filter.personIds.length === 0) return undefined;
  const calls = await findLatestCalls(db, scope, filter, { titleWords: [], limit: MOST_CALLS });
  const spoken = calls.filter(({ hasWords }) => hasWords);
  return ref.place < 0 ? spoken[0] : spoken.at(-ref.place);
}

const nameOf = ({ title, startedAt }: FoundCall, timeZone: string): string =>
  `“${title}” on ${dayOf(startedAt, timeZone)}`;

const toNamed = ({ id, title }: FoundCall): Named => ({ id, name: title });
