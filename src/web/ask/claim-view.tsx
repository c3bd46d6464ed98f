import { ArrowRight } from 'lucide-react';
import type { Citation, ClaimForm } from '../../http/api-types.ts';
import { formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { CitationLinks } from './citation-link.tsx';
import { QuoteList, QuoteView } from './quote-view.tsx';

/** A claim with its citations; `at` is the claim's position in the answer. */
export type ShownClaim = { at: number; text: string; citations: Citation[]; form: ClaimForm };

type Props = {
  claim: ShownClaim;
  /** The claim above, whose speaker's name may do for this one too. */
  before?: ShownClaim | undefined;
  /** Names each quote's call, where no heading does. */
  showsCall?: boolean;
};

/** Quotes that follow each other, what was said before and is now, or a sentence with the quotes that it rests on. */
export function ClaimView({ claim: { text, citations, form }, before, showsCall = false }: Props) {
  if (form === 'quoted')
    return (
      <QuoteList
        citations={citations}
        after={before?.form === 'quoted' ? before.citations.at(-1) : undefined}
        showsCall={showsCall}
      />
    );
  const [then, ...now] = citations.toReversed();
  if (form === 'changed' && then) return <ThenNow then={then} now={now.toReversed()} showsCall={showsCall} />;
  // Claims of older versions may hold their quote themselves.
  const unseen = citations.filter(({ quote }) => !isShownIn(text, quote));
  return (
    <>
      <p className="leading-relaxed">
        {text} <CitationLinks citations={citations} />
      </p>
      <div className="quote-list">
        <QuoteList citations={unseen} showsCall={showsCall} />
      </div>
    </>
  );
}

const isShownIn = (claim: string, quote: string): boolean => claim.includes(quote);

/** What was said first, and what is said now. */
function ThenNow({ then, now, showsCall }: { then: Citation; now: readonly Citation[]; showsCall: boolean }) {
  const timeZone = useTimeZone();
  return (
    <div className="grid gap-2 py-1 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <div>
        <h3 className="quiet px-2 text-xs">Then, {formatDay(then.startedAt, timeZone)}</h3>
        <QuoteView citation={then} showsCall />
      </div>
      <ArrowRight aria-hidden className="quiet size-5 md:mt-7 max-md:ml-4 max-md:rotate-90" />
      <div>
        <h3 className="quiet px-2 text-xs">Now, {formatDay(now[0]?.startedAt ?? then.startedAt, timeZone)}</h3>
        <QuoteList citations={now} showsCall={showsCall} />
      </div>
    </div>
  );
}
