import type { ProposedClaim } from '../citation.ts';
import { cleanJson, cleanText } from '../clean-text.ts';

/** A claim is a sentence. Longer text is a model running on, and checking it would take long. */
const LONGEST_CLAIM = 1000;
const LONGEST_QUOTE = 4000;
const MOST_CITATIONS = 12;
/** A claim with its quotes and ids; a longer line says more than a claim may, and is not looked through. */
const LONGEST_LINE = 5000;

/**
 * Reads claims from a model's text as the text arrives. Every complete object with a `text` member counts, despite code
 * fences, chatter or a cut-off end. `push` returns the claims completed by the piece and looks at each character once,
 * however the text is cut. `sawFrame` tells an answer without claims from rubbish.
 */
export function claimReader() {
  const pieces: string[] = [];
  const frame = frameFinder();
  const objects = objectCutter();
  return {
    push(piece: string): ProposedClaim[] {
      pieces.push(piece);
      const start = frame.find(piece);
      if (start === null) return [];
      return objects.cut(piece, start).flatMap((json) => toClaim(json) ?? []);
    },
    sawFrame: frame.isFound,
    /** Whether the text so far ends in the middle of a claim. */
    isWithinClaim: objects.isWithin,
    /** Claims of an answer in lines instead of JSON, as `- "quotation" [s3]`. */
    readLines: (): ProposedClaim[] =>
      cleanText(pieces.join('')).replace(BLOCK_QUOTE, ' "$1"').split('\n').flatMap(lineClaims),
  };
}

const FRAME = '"claims"';

/** Finds where the list in `"claims": […]` begins: its place in the piece, 0 in later pieces, null before. */
function frameFinder() {
  /** Characters of the name seen in a row. */
  let seen = 0;
  let awaits: 'name' | ':' | '[' | 'nothing' = 'name';
  const step = (char: string): void => {
    if (awaits === 'nothing') return;
    if (awaits === 'name') {
      seen = char === FRAME[seen] ? seen + 1 : char === '"' ? 1 : 0;
      if (seen === FRAME.length) awaits = ':';
    } else if (char === awaits) awaits = awaits === ':' ? '[' : 'nothing';
    else if (/\s/.test(char)) seen = 0;
    else {
      // The quote that ended this name may begin another.
      seen = awaits === ':' && seen > 0 ? 1 : 0;
      awaits = 'name';
      step(char);
    }
  };
  const isFound = () => awaits === 'nothing';
  return {
    find(piece: string): number | null {
      if (isFound()) return 0;
      for (let at = 0; at < piece.length; at += 1) {
        step(piece[at] as string);
        if (isFound()) return at + 1;
      }
      return null;
    },
    isFound,
  };
}

/** Cuts complete `{…}` out of text that arrives in pieces, with regard to quotes and escapes inside strings. */
function objectCutter() {
  let held: string[] = [];
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  return {
    cut(piece: string, from: number): string[] {
      const whole: string[] = [];
      let start = from;
      for (let at = from; at < piece.length; at += 1) {
        const char = piece[at];
        if (depth === 0) {
          if (char !== '{') continue;
          start = at;
          depth = 1;
        } else if (isEscaped) isEscaped = false;
        else if (isInString) {
          if (char === '\\') isEscaped = true;
          else if (char === '"') isInString = false;
        } else if (char === '"') isInString = true;
        else if (char === '{') depth += 1;
        else if (char === '}') {
          depth -= 1;
          if (depth > 0) continue;
          whole.push([...held, piece.slice(start, at + 1)].join(''));
          held = [];
        }
      }
      if (depth > 0) held.push(piece.slice(start));
      return whole;
    },
    isWithin: (): boolean => depth > 0,
  };
}

/** A quotation as Markdown sets it, in a line of its own under the claim. */
const BLOCK_QUOTE = /\n[ \t]*> ?["“]?([^"“”\n]+)["”]?/g;

/** A line needs a quotation; a line without a quotation proves nothing. A missing excerpt id becomes ''. */
function lineClaims(line: string): ProposedClaim[] {
  if (line.length > LONGEST_LINE) return [];
  const ids = [...line.matchAll(/\[(s?\d+)\]/gi)].map(([, id = '']) => (id.startsWith('s') ? id : `s${id}`));
  const quotes = [...line.matchAll(/["“]([^"“”]{8,})["”]/g)].map(([, quote = '']) => quote);
  if (quotes.length === 0) return [];
  const text = line
    .replace(/\[s?\d+\]/gi, '')
    .replace(/^[\s\-*•\d.)]+/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return [
    withinLimits({ text, citations: quotes.map((quote, at) => ({ quote, evidenceId: ids[at] ?? ids[0] ?? '' })) }),
  ].flatMap((claim) => claim ?? []);
}

function toClaim(json: string): ProposedClaim | null {
  let value: unknown;
  try {
    value = cleanJson(JSON.parse(json));
  } catch {
    return null;
  }
  const { text, citations } = value as { text?: unknown; citations?: unknown };
  if (typeof text !== 'string') return null;
  const listed = Array.isArray(citations) ? citations : [];
  return withinLimits({
    text,
    citations: listed.flatMap((entry) =>
      typeof entry?.quote === 'string'
        ? [{ quote: entry.quote, evidenceId: typeof entry.id === 'string' ? entry.id : '' }]
        : [],
    ),
  });
}

function withinLimits({ text, citations }: ProposedClaim): ProposedClaim | null {
  if (text.length > LONGEST_CLAIM) return null;
  return { text, citations: citations.filter(({ quote }) => quote.length <= LONGEST_QUOTE).slice(0, MOST_CITATIONS) };
}
