import type { ProposedCitation, ProposedClaim } from '../citation.ts';
import { cleanJson, cleanText } from '../clean-text.ts';

/** A claim is a sentence. Longer text is a model running on, and checking it would take long. */
const LONGEST_CLAIM = 1000;
const LONGEST_QUOTE = 4000;
const MOST_CITATIONS = 12;
/** A claim with its quotes and ids; a longer line says more than a claim may, and is not looked through. */
const LONGEST_LINE = 5000;
const LONGEST_POINT = 200;
const LONGEST_PART = 80;

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
    /** What the answer says beside its claims: parts of the question left open, and questions to ask next. */
    readAround: () => ({ open: stringsOf('open', pieces.join('')), next: stringsOf('next', pieces.join('')) }),
    /** Claims of an answer in lines instead of JSON, as `- "quotation" [s3]`. */
    readLines: (): ProposedClaim[] =>
      cleanText(pieces.join('')).replace(BLOCK_QUOTE, ' "$1"').split('\n').flatMap(lineClaims),
  };
}

/** The strings of a list by its name, the last of that name; none where there is no such list. */
function stringsOf(name: string, text: string): string[] {
  const start = text.lastIndexOf(`"${name}"`);
  const [, list] = (start >= 0 && /^"\w+"\s*:\s*(\[[^\]]*\])/.exec(text.slice(start))) || [];
  try {
    const read: unknown = cleanJson(JSON.parse(list ?? '[]'));
    return Array.isArray(read) ? read.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
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

/** A line needs a quotation or a sentence's marker; without either it proves nothing. A missing excerpt id is ''. */
function lineClaims(line: string): ProposedClaim[] {
  if (line.length > LONGEST_LINE) return [];
  const markers = [...line.matchAll(/\[(s?\d+)((?:\.\d+)?[^\]\n]{0,20})\]/gi)].map(([, id = '', rest = '']) => ({
    id: id.toLowerCase().startsWith('s') ? id : `s${id}`,
    rest,
  }));
  const quotes = [...line.matchAll(/["“]([^"“”]{8,})["”]/g)].map(([, quote = '']) => quote);
  const points = markers.filter(({ rest }) => rest.startsWith('.')).flatMap(({ id, rest }) => pointsIn(id + rest));
  if (quotes.length + points.length === 0) return [];
  const text = line
    .replace(/\[s?\d+[^\]\n]{0,20}\]/gi, '')
    .replace(/^[\s\-*•\d.)]+/, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[.,;]$)/, '')
    .trim();
  const copied = quotes.map((quote, at) => ({ quote, evidenceId: markers[at]?.id ?? markers[0]?.id ?? '' }));
  return [withinLimits({ text, citations: points.length > 0 ? points : copied })].flatMap((claim) => claim ?? []);
}

function toClaim(json: string): ProposedClaim | null {
  let value: unknown;
  try {
    value = cleanJson(JSON.parse(json));
  } catch {
    return null;
  }
  const { text, citations, part } = value as { text?: unknown; citations?: unknown; part?: unknown };
  if (typeof text !== 'string') return null;
  const named = typeof part === 'string' && part.length <= LONGEST_PART ? { part: part.trim() } : {};
  return withinLimits({ text, ...named, citations: (Array.isArray(citations) ? citations : []).flatMap(toCitations) });
}

/** A citation as text points at sentences; one with a `quote` copies words. */
function toCitations(entry: unknown): ProposedCitation[] {
  if (typeof entry === 'string') return pointsIn(entry);
  const { id, quote } = (entry ?? {}) as { id?: unknown; quote?: unknown };
  const named = typeof id === 'string' ? id : '';
  if (typeof quote === 'string' && quote.trim() !== '') return [{ evidenceId: named.replace(/\..*$/s, ''), quote }];
  return pointsIn(named);
}

/** "s3.2", "s3.2-s3.4", "s3.2–4" and lists of these; "s3" is a whole excerpt. */
const POINT = /s(\d+)(?:\.(\d+))?(?:\s*(?:[-–—]|\.{2,3}|…)\s*(?:s(\d+)\.)?(\d+)\b)?/giu;

function pointsIn(text: string): ProposedCitation[] {
  return [...text.slice(0, LONGEST_POINT).matchAll(POINT)].flatMap(([, id, from, otherId, to]): ProposedCitation[] => {
    const evidenceId = `s${id}`;
    if (from === undefined) return [{ evidenceId, first: 1, last: Number.MAX_SAFE_INTEGER }];
    const first = Number(from);
    if (otherId === undefined || otherId === id) return [{ evidenceId, first, last: Number(to ?? from) }];
    return [
      { evidenceId, first, last: Number.MAX_SAFE_INTEGER },
      { evidenceId: `s${otherId}`, first: 1, last: Number(to) },
    ];
  });
}

function withinLimits({ citations, ...claim }: ProposedClaim): ProposedClaim | null {
  if (claim.text.length > LONGEST_CLAIM) return null;
  const short = citations.filter((one) => !('quote' in one) || one.quote.length <= LONGEST_QUOTE);
  return { ...claim, citations: short.slice(0, MOST_CITATIONS) };
}
