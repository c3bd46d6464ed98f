import { ArrowRight } from 'lucide-react';
import type { Citation, ClaimForm } from '../../http/api-types.ts';
import { formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { CitationLinks } from './citation-link.tsx';
import { QuoteList, type QuoteNames } from './quote-view.tsx';

/** A claim with its citations; `at` is the claim's position in the answer. */
export type ShownClaim = { at: number; text: string; citations: Citation[]; form: ClaimForm };

type Props = {
  claim: ShownClaim;
  /** The claims above in the same block, whose names may do for this one too. */
  above?: readonly ShownClaim[];
  /** The claim below, which may name the call of this one too. */
  below?: ShownClaim | undefined;
  /** Names each quote's call, where no heading does. */
  showsCall?: boolean;
  /** The account that a heading names. */
  account?: string | undefined;
};

/** Quotes that follow each other, what was said before and is now, or a sentence with the quotes that it rests on. */
export function ClaimView({ claim: { text, citations, form }, above = [], below, showsCall = false, account }: Props) {
  const names = { showsCall, account };
  // Only quotes stand in one run: a sentence between them begins anew.
  if (form === 'quoted') {
    const run = above.slice(above.findLastIndex((claim) => claim.form !== 'quoted') + 1);
    return (
      <QuoteList
        citations={citations}
        above={run.flatMap((claim) => claim.citations)}
        below={below?.form === 'quoted' ? below.citations[0] : undefined}
        {...names}
      />
    );
  }
  const [then, ...now] = citations.toReversed();
  if (form === 'changed' && then) return <ThenNow then={then} now={now.toReversed()} {...names} />;
  // Claims of older versions may hold their quote themselves.
  const unseen = citations.filter(({ quote }) => !isShownIn(text, quote));
  return (
    <>
      <p className="leading-relaxed">
        {text} <CitationLinks citations={citations} />
      </p>
      <div className="quote-list">
        <QuoteList citations={unseen} {...names} />
      </div>
    </>
  );
}

const isShownIn = (claim: string, quote: string): boolean => claim.includes(quote);

/** What was said first, and what is said now. */
function ThenNow({ then, now, ...names }: { then: Citation; now: readonly Citation[] } & QuoteNames) {
  const timeZone = useTimeZone();
  return (
    <div className="grid gap-2 py-1 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <div>
        <h3 className="quiet px-2 text-xs">Then, {formatDay(then.startedAt, timeZone)}</h3>
        <QuoteList citations={[then]} {...names} showsCall />
      </div>
      <ArrowRight aria-hidden className="quiet size-5 md:mt-7 max-md:ml-4 max-md:rotate-90" />
      <div>
        <h3 className="quiet px-2 text-xs">Now, {formatDay(now[0]?.startedAt ?? then.startedAt, timeZone)}</h3>
        <QuoteList citations={now} {...names} />
      </div>
    </div>
  );
}
