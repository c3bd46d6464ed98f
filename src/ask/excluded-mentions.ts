import type { AskContext } from './draft.ts';
import type { Counted, Mentioned } from './find-mentioned.ts';
import { findMentioned, speakerKeyOf, whatIsCounted } from './find-mentioned.ts';

/** What an exclusion takes out of the mentions found, and how an answer says so: ", leaving out …". */
export type Excluded = { words: string; isCut: boolean; withoutIt: (one: Mentioned) => Mentioned | null };

/**
 * Reads who or what holds any of the excluded words: accounts where accounts are counted, people where people are, and
 * calls otherwise. Of a call with several accounts, the excluded ones alone are left out.
 */
export async function readExcluded(context: AskContext): Promise<Excluded> {
  const { plan } = context;
  const counted = eachExcluded(context);
  const each = await Promise.all(counted.map((what) => findMentioned(context, what)));
  const hits = each.flatMap(({ found }) => found.map(({ hit }) => hit));
  const accounts = new Set(hits.flatMap(({ call }) => call.accounts.map(({ id }) => id)));
  const people = new Set(hits.map(speakerKeyOf));
  const calls = new Set(hits.map(({ call }) => call.id));
  const words = counted.map((what) => what.words).join(' or ');
  const said = plan.side === 'customer' ? 'that said' : 'with';
  return {
    words: {
      accounts: `, leaving out accounts ${said} ${words}`,
      people: `, leaving out who said ${words}`,
      calls: `, leaving out calls with ${words}`,
      mentions: `, leaving out calls with ${words}`,
    }[plan.census],
    isCut: each.some(({ isCut }) => isCut),
    withoutIt: (one) => {
      if (plan.census === 'people') return people.has(speakerKeyOf(one.hit)) ? null : one;
      if (plan.census !== 'accounts') return calls.has(one.hit.call.id) ? null : one;
      const left = one.hit.call.accounts.filter(({ id }) => !accounts.has(id));
      return left.length > 0 ? { ...one, hit: { ...one.hit, call: { ...one.hit.call, accounts: left } } } : null;
    },
  };
}

/** Any one of the words or topics excludes. */
function eachExcluded({ plan }: AskContext): Counted[] {
  const none = { phrases: [], runs: [], trackers: [] };
  return [
    ...(plan.negation?.words ?? []).map((run) => whatIsCounted({ ...plan, ...none, runs: [run] })),
    ...(plan.negation?.trackers ?? []).map((tracker) => whatIsCounted({ ...plan, ...none, trackers: [tracker] })),
  ].flatMap((what) => what ?? []);
}
