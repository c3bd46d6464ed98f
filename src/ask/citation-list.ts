import { type Citation, type Claim, toMomentUrl } from '../citation.ts';
import { isSameQuote, type ProvedQuote } from './find-quote.ts';
import type { Evidence } from './gather-evidence.ts';

export type CitationList = ReturnType<typeof citationList>;

/** Numbers citations in order of first use. The same quote keeps its number. */
export function citationList(publicUrl: string) {
  const proved: (ProvedQuote | null)[] = [];
  const citations: Citation[] = [];
  return {
    citations,
    /** A citation shown beside the answer, numbered 0. */
    alone: (quote: ProvedQuote): Citation => toCitation(quote, 0, publicUrl),
    /** Takes over the citations of an earlier answer with their numbers. */
    keep(earlier: readonly Citation[]): void {
      citations.push(...earlier);
      proved.push(...earlier.map(() => null));
    },
    /** Numbers the citations anew, in the order of reading, and gives the claims their new numbers. */
    renumber(claims: readonly Claim[]): Claim[] {
      const read = [...new Set(claims.flatMap((claim) => claim.citations))];
      const order = [...read, ...citations.map(({ n }) => n).filter((n) => !read.includes(n))];
      const numberOf = new Map(order.map((n, at) => [n, at + 1]));
      const before = new Map(citations.map((citation, at) => [citation.n, { citation, quote: proved[at] ?? null }]));
      const after = order.flatMap((n) => before.get(n) ?? []);
      citations.splice(0, citations.length, ...after.map(({ citation }, at) => ({ ...citation, n: at + 1 })));
      proved.splice(0, proved.length, ...after.map(({ quote }) => quote));
      return claims.map((claim) => ({ ...claim, citations: claim.citations.map((n) => numberOf.get(n) ?? n) }));
    },
    cite(quote: ProvedQuote): Citation {
      const at = proved.findIndex((other) => other && isSameQuote(other, quote));
      const known = citations[at];
      if (known) return known;
      const citation = toCitation(quote, citations.length + 1, publicUrl);
      proved.push(quote);
      citations.push(citation);
      return citation;
    },
  };
}

/** The speaker's job, where Gong tells whose voice it is. */
const titleOf = ({ call, segment }: Evidence): string | null =>
  (segment.speakerId !== null && call.parties.find(({ speakerId }) => speakerId === segment.speakerId)?.title) || null;

function toCitation({ evidence, sentences }: ProvedQuote, n: number, publicUrl: string): Citation {
  const { call, segment } = evidence;
  const startMs = sentences[0]?.startMs ?? segment.startMs;
  const endMs = Math.max(...sentences.map((sentence) => sentence.endMs));
  return {
    n,
    callId: call.id,
    callTitle: call.title,
    startedAt: call.startedAt.toISOString(),
    accounts: call.accounts,
    speaker: { name: segment.speaker.name, side: segment.speaker.side, title: titleOf(evidence) },
    startMs,
    endMs,
    quote: sentences.map((sentence) => sentence.text).join(' '),
    url: toMomentUrl(publicUrl, call.id, { startMs, endMs }),
    gongUrl: call.gongUrl,
    source: 'same',
  };
}
