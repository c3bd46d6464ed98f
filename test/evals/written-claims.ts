import type { Answer } from '../../src/ask/answer.ts';
import { claimReader } from '../../src/ask/claim-reader.ts';
import { toCallId } from '../../src/call.ts';
import type { Citation, Claim, ProposedCitation } from '../../src/citation.ts';

export type WrittenClaims = Pick<Answer, 'claims' | 'citations'> & { parts: (string | null)[] };

/**
 * What a model wrote, claims with the sentences that they point at, as an answer without any check. The excerpts are
 * read from the prompt as the model read them.
 */
export function writtenClaims(user: string, reply: string): WrittenClaims {
  const excerpts = readExcerpts(user);
  const citations: Citation[] = [];
  const cite = (one: ProposedCitation): number[] => {
    const said = excerpts.get(one.evidenceId);
    const quote = 'quote' in one ? one.quote : said?.sentences.slice(one.first - 1, one.last).join(' ');
    if (!said || !quote) return [];
    const n = citations.length + 1;
    citations.push({ ...said.citation, n, quote });
    return [n];
  };
  const reader = claimReader();
  const proposed = reader.push(reply);
  const all = reader.sawFrame() ? proposed : reader.readLines();
  const claims = all.map((claim): Claim => ({ text: claim.text.trim(), citations: claim.citations.flatMap(cite) }));
  return { claims, citations, parts: all.map(({ part }) => part ?? null) };
}

type Excerpt = { citation: Omit<Citation, 'n' | 'quote'>; sentences: string[] };

const HEADING = /^Call "(.*)"(?: with (.*))?, (\d{1,2} \p{L}+ \d{4})$/u;
const SPEAKER = /^\[(s\d+)\] (.*?)(?: \((?:.*, )?(customer|us)\))?$/;
const SENTENCE = /^\[(s\d+)\.\d+\] (.*)$/;

function readExcerpts(user: string): Map<string, Excerpt> {
  const excerpts = new Map<string, Excerpt>();
  let call = { callTitle: '', accounts: [] as { id: string; name: string }[], startedAt: '' };
  for (const line of user.split('\n')) {
    const [, title, accounts, day] = HEADING.exec(line) ?? [];
    if (title !== undefined && day !== undefined) {
      const names = accounts === undefined ? [] : accounts.split(', ');
      const startedAt = new Date(`${day} 12:00Z`).toISOString();
      call = { callTitle: title, accounts: names.map((name) => ({ id: name, name })), startedAt };
      continue;
    }
    const [, id, name, side] = SPEAKER.exec(line) ?? [];
    if (id !== undefined && name !== undefined) {
      const speaker = { name, side: (side ?? 'unknown') as Citation['speaker']['side'] };
      const place = { callId: toCallId('0'), startMs: 0, endMs: 0, url: '', gongUrl: null, source: 'same' as const };
      excerpts.set(id, { citation: { ...call, ...place, speaker }, sentences: [] });
      continue;
    }
    const [, of, text] = SENTENCE.exec(line) ?? [];
    if (of !== undefined && text !== undefined) excerpts.get(of)?.sentences.push(text);
  }
  return excerpts;
}
