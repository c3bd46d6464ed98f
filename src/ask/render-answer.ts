import type { Citation, Claim } from '../citation.ts';
import { dayOf, formatPosition } from '../time-window.ts';
import type { Answer } from './answer.ts';
import type { AnswerPart, CountedAccount, FigureRow, NamedCall } from './answer-parts.ts';
import { counted, figureWords, listWords } from './write-text.ts';

/** The rendered members of an answer. */
export type Rendered = Pick<Answer, 'question' | 'parts' | 'claims' | 'citations'>;

type Format = {
  question: (text: string) => string;
  strong: (text: string) => string;
  claim: (text: string) => string;
  /** Stands below a worded claim; null where the sources tell what was said. */
  quote: ((citation: Citation) => string | null) | null;
  /** Whether brackets and the like in texts of calls are markup where the text is pasted. */
  escapes?: true;
  /** Null leaves out the list of sources. */
  source: ((citation: Citation, place: string) => string) | null;
};

const asIs = (text: string): string => text;
const none = (): string => '';
const below = ({ speaker, quote }: Citation): string => `  ${speaker.name}: “${quote}”`;
const bold = (text: string): string => `**${text}**`;
const withoutBold = (text: string): string => text.replaceAll('**', '');

const FORMATS = {
  /** `text` of the API: the answer alone. */
  text: { question: none, strong: bold, claim: asIs, quote: below, source: null },
  terminal: {
    question: none,
    strong: bold,
    claim: asIs,
    quote: below,
    source: ({ n, url }, place) => `[${n}] ${place}  ${url}`,
  },
  plain: {
    question: asIs,
    strong: asIs,
    claim: withoutBold,
    quote: null,
    source: ({ n, speaker, quote, url }, place) => `[${n}] ${speaker.name}, ${place}: “${quote}” ${url}`,
  },
  markdown: {
    escapes: true,
    question: bold,
    strong: bold,
    claim: asIs,
    quote: null,
    source: ({ n, speaker, quote, url }, place) => `${n}. ${speaker.name}, [${place}](${url}): “${quote}”`,
  },
} as const satisfies Record<string, Format>;
export type AnswerFormat = keyof typeof FORMATS;

/** Most citations in an account's line: all its mentions would fill the page. */
const MOST_CITED = 5;

/** An answer as text, with days in the given time zone. Only this function turns parts into words. */
export function renderAnswer(given: Rendered, format: AnswerFormat, timeZone: string): string {
  const marks: Format = FORMATS[format];
  const answer = marks.escapes ? withEscapes(given) : given;
  const day = (iso: string) => dayOf(new Date(iso), timeZone);
  const sources = answer.citations.map((citation) => {
    const { callTitle, startedAt, startMs } = citation;
    return marks.source?.(citation, `${callTitle}, ${day(startedAt)}, ${formatPosition(startMs)}`) ?? '';
  });
  const shown = marks.quote && eachOnce(marks.quote);
  const text = paragraphs(answer.parts, (part) =>
    part.kind === 'lead'
      ? leadText(part.claims ?? [], answer, { ...marks, quote: shown })
      : listText(part, answer, { ...marks, quote: shown }, day),
  );
  return [marks.question(answer.question), ...text, sources.filter(Boolean).join('\n')].filter(Boolean).join('\n\n');
}

/** What was said stands below the first claim that cites it; its number tells where it stood. */
function eachOnce(quote: NonNullable<Format['quote']>): NonNullable<Format['quote']> {
  const seen = new Set<number>();
  return (citation) => {
    if (seen.has(citation.n)) return null;
    seen.add(citation.n);
    return quote(citation);
  };
}

/**
 * The same with every text unable to make a link, a picture or an element of Markdown: whoever names a meeting names
 * what members paste elsewhere.
 */
function withEscapes<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/[\\[\]<>`]/g, '\\$&') as T;
  if (Array.isArray(value)) return value.map(withEscapes) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withEscapes(one)])) as T;
}

/** The words of a part without text of its own; '' for a part that only points. A missing kind does not compile. */
function listText(
  part: Exclude<AnswerPart, Sentence>,
  { claims, citations }: Rendered,
  { strong, claim, quote }: Format,
  day: (iso: string) => string,
): string {
  const heading = (call: NamedCall) => callHeading(call, day(call.startedAt));
  // A claim that quotes shows what was said already.
  const unseen = ({ text, citations: cited }: Claim) =>
    citations.filter(({ n, quote: said }) => cited.includes(n) && !text.includes(said));
  const lines = (positions: readonly number[]) =>
    positions
      .flatMap((at) => claims[at] ?? [])
      .map((one) =>
        [
          `${claim(one.text)} ${numbers(one.citations)}`.trimEnd(),
          ...(quote ? unseen(one).flatMap((cited) => quote(cited) ?? []) : []),
        ].join('\n'),
      );
  const accountLine = ({ account, mentions, calls, claims: ofAccount }: CountedAccount) => {
    const cited = ofAccount.slice(0, MOST_CITED).flatMap((at) => claims[at]?.citations ?? []);
    const count = `${counted(mentions, 'mention')} in ${counted(calls, 'call')}`;
    return `${strong(account?.name ?? 'No known account')}: ${count} ${numbers(cited)}`.trimEnd();
  };
  const figureLine = ({ name, detail, figures, claims: ofRow }: FigureRow) => {
    const cited = ofRow.slice(0, MOST_CITED).flatMap((at) => claims[at]?.citations ?? []);
    const count = figures.length > 0 ? `: ${figures.map(figureWords).join(', ')}` : '';
    return `${strong(name)}${detail && ` (${detail})`}${count} ${numbers(cited)}`.trimEnd();
  };
  switch (part.kind) {
    case 'claims':
      return bullets(lines(part.claims));
    case 'theme':
      return `${strong(part.heading)}\n${bullets(lines(part.claims))}`;
    case 'open':
      return `${NOT_ANSWERED}\n${bullets(part.questions)}`;
    case 'section': {
      const more = part.more > 0 ? [counted(part.more, 'more mention')] : [];
      return `${strong(heading(part.call))}\n${bullets([...lines(part.claims), ...more])}`;
    }
    case 'count':
      return bullets(part.accounts.map(accountLine));
    case 'figures':
      return bullets([...part.rows.map(figureLine), ...(part.more > 0 ? [`… and ${part.more} more`] : [])]);
    case 'calls': {
      const more = part.more > 0 ? `… and ${counted(part.more, 'more call')}` : '';
      if (part.calls.length === 0) return more && `${more}.`;
      return bullets([...part.calls.map(heading), ...(more ? [more] : [])]);
    }
    case 'silent': {
      const lead = `Nothing about ${part.about} was found in ${counted(part.calls.length, 'call')}:`;
      return `${lead}\n${bullets(part.calls.map(heading))}`;
    }
    case 'wordless':
      return `Without a transcript:\n${bullets(part.calls.map(heading))}`;
    case 'nearest':
    case 'choice':
      return '';
  }
}

/** What stands above the parts of a question that nothing answers. */
const NOT_ANSWERED = 'These calls don’t answer:';

type Sentence = Extract<AnswerPart, { text: string }>;
/** Sentences that stand as they are; a lead of claims does not. */
type Said = Exclude<Sentence, { kind: 'lead' }>;
const isSentence = (part: AnswerPart): part is Said => 'text' in part && !(part.kind === 'lead' && part.claims);

/** A lead of claims: one paragraph with its numbers, and below it what was said. */
function leadText(positions: readonly number[], answer: Rendered, { claim, quote }: Format): string {
  const claims = positions.flatMap((at) => answer.claims[at] ?? []);
  const paragraph = claims.map((one) => `${claim(one.text)} ${numbers(one.citations)}`.trimEnd()).join(' ');
  const unseen = answer.citations.filter(
    ({ n, quote: said }) => claims.some(({ citations }) => citations.includes(n)) && !paragraph.includes(said),
  );
  return [paragraph, ...(quote ? unseen.flatMap((cited) => quote(cited) ?? []) : [])].join('\n');
}

/** Joins adjacent sentences into one paragraph. Parts without words are skipped. */
function paragraphs(parts: readonly AnswerPart[], toText: (part: Exclude<AnswerPart, Said>) => string): string[] {
  const done: string[] = [];
  let open: string[] = [];
  const close = () => {
    done.push(open.join(' '));
    open = [];
  };
  for (const part of parts) {
    const text = isSentence(part) ? part.text : toText(part);
    if (text === '') continue;
    if (!isSentence(part)) close();
    open.push(text);
    if (!isSentence(part)) close();
  }
  close();
  return done;
}

const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
const numbers = (citations: readonly number[]): string => citations.map((n) => `[${n}]`).join('');

/** "Acme · Renewal review, 9 November 2026" */
function callHeading({ accounts, title }: NamedCall, day: string): string {
  const names = accounts
    .map((account) => account.name)
    .filter((name) => !title.toLowerCase().includes(name.toLowerCase()));
  return `${names.length > 0 ? `${listWords(names)} · ` : ''}${title}, ${day}`;
}
