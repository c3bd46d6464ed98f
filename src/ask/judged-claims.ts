import type { Claim, RemovedClaim } from '../citation.ts';
import type { CheckedClaim } from './check-claims.ts';
import { type AskContext, say } from './draft.ts';
import { claimHearer } from './heard-in-call.ts';
import { judgeClaims, type Verdict } from './judge-claims.ts';
import type { MeteredModel } from './metered-model.ts';
import { claimSettler, quotesAlone, type Settled } from './settle-claims.ts';

/** A claim as shown, with the part of the answer that the model put it in; null for none. */
export type PlacedClaim = { claim: Claim; part: string | null; isQuote: boolean };

type Pending = { checked: CheckedClaim; part: string | null };

/** The part of an answer's first sentences: they are judged together, before all others. */
export const LEAD_PART = 'lead';
/** Sentences of a lead; a model that says more of them goes on with the rest. */
export const MOST_LEAD = 3;

/**
 * Claims that are judged beside the stream that they come from: whatever is there when the judge is free goes to it in
 * one request. Each is shown once it is settled, in the order in which it was written.
 */
export function judgedClaims(context: AskContext, judge: MeteredModel) {
  const settler = claimSettler(context.organization);
  const heard = claimHearer(context);
  const pending: Pending[] = [];
  const settled: (Pending & { as: Settled; claim: Claim | null })[] = [];
  let isAway = false;
  let leads = 0;
  let failure: unknown = null;
  let working: Promise<void> | null = null;

  /** A lead is waited for until it is whole. */
  const isReady = (isEnd: boolean) =>
    pending.length > 0 && (isEnd || leads >= MOST_LEAD || pending.at(-1)?.part !== LEAD_PART);
  const start = (isEnd: boolean): void => {
    if (working || failure || !isReady(isEnd)) return;
    working = settleNext()
      .catch((error: unknown) => {
        failure = error;
      })
      .then(() => {
        working = null;
        start(isEnd);
      });
  };
  async function settleNext(): Promise<void> {
    const afterLead = pending.findIndex(({ part }) => part !== LEAD_PART);
    const batch = pending.splice(0, afterLead > 0 ? afterLead : pending.length);
    const verdicts = await verdictsOn(batch.map(({ checked }) => checked));
    for (const [at, one] of batch.entries()) {
      const verdict = verdicts[at] ?? null;
      const as = settler.settle(await heard(one.checked, verdict), verdict);
      const claim = as.kind === 'claim' ? await say(context, as.text, as.quotes) : null;
      settled.push({ ...one, as, claim });
    }
  }
  async function verdictsOn(all: readonly CheckedClaim[]): Promise<Verdict[]> {
    const asked = { question: context.question, timeZone: context.organization.timeZone };
    const open = all.flatMap((checked) => (checked.kind === 'removed' ? [] : [checked]));
    if (isAway || open.length === 0) return all.map(() => null);
    const verdicts = await judgeClaims(judge, asked, open, context.signal);
    isAway = verdicts === null;
    return all.map((checked) => (checked.kind === 'removed' ? null : (verdicts?.shift() ?? null)));
  }

  return {
    add(checked: CheckedClaim, part: string | null): void {
      if (part === LEAD_PART) leads += 1;
      pending.push({ checked, part });
      start(false);
    },
    /** All claims in their order, with the quotes of those in doubt in their places. */
    async finish({ withQuotes = true } = {}): Promise<{ placed: PlacedClaim[]; removed: RemovedClaim[] }> {
      start(true);
      while (working) {
        await working;
        start(true);
      }
      if (failure) throw failure;
      const cited = settled.flatMap(({ as }) => (as.kind === 'claim' ? as.quotes : []));
      const placed: PlacedClaim[] = [];
      for (const { as, claim, part } of settled) {
        if (claim) placed.push({ claim, part, isQuote: false });
        if (as.kind !== 'quotes' || !withQuotes) continue;
        for (const { text, quotes } of quotesAlone(as.quotes, cited)) {
          placed.push({ claim: await say(context, text, quotes), part, isQuote: true });
          cited.push(...quotes);
        }
      }
      return { placed, removed: settler.removed };
    },
  };
}
