import type { Citation } from '../../http/api-types.ts';
import { CitationLinks } from './citation-link.tsx';

/** A claim with its citations; `at` is the claim's position in the answer. */
export type ShownClaim = { at: number; text: string; citations: Citation[] };

/**
 * A claim with its citations and, where it is worded, the whole sentences that it rests on: a reader sees at a glance
 * what was said. A claim that quotes shows them already.
 */
export function ClaimView({ claim: { text, citations } }: { claim: ShownClaim }) {
  const unseen = citations.filter(({ quote }) => !isShownIn(text, quote));
  return (
    <>
      {text} <CitationLinks citations={citations} />
      {unseen.map(({ n, speaker, quote }) => (
        // Isolated: signs within a quote must not turn around what stands beside it.
        <blockquote key={n} className="quiet mt-1 text-sm">
          {speaker.name}: “<bdi>{quote}</bdi>”
        </blockquote>
      ))}
    </>
  );
}

const isShownIn = (claim: string, quote: string): boolean => claim.includes(quote);
