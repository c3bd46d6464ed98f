import { cutShort } from '../clean-text.ts';

/** Whatever an agent reads it pays for: a result is a page, and a cursor leads to the next one. */
export const MOST_RESULT_BYTES = 20 * 1024;

/** The result of a tool, as data and as the same data in text, for clients that read text alone. */
export const toToolResult = (data: Record<string, unknown>) => ({
  content: [{ type: 'text' as const, text: JSON.stringify(data) }],
  structuredContent: data,
});

export const toToolError = (text: string) => ({ content: [{ type: 'text' as const, text }], isError: true });

const bytesOf = (data: Record<string, unknown>): number => Buffer.byteLength(JSON.stringify(toToolResult(data)));

/**
 * The page with as many of the items as a result holds: all of them, or the longest beginning. One item at least, so
 * that a cursor always moves on: whoever makes items keeps them short (`cutText`, `cutShort`).
 */
export function fitPage<Item, Page extends Record<string, unknown>>(
  items: readonly Item[],
  toPage: (shown: Item[]) => Page,
): { page: Page; shown: number } {
  const fits = (count: number) => bytesOf(toPage(items.slice(0, count))) <= MOST_RESULT_BYTES;
  let [most, tooMany] = [Math.min(1, items.length), items.length + 1];
  while (tooMany - most > 1) {
    const middle = tooMany === items.length + 1 && most <= 1 ? items.length : Math.floor((most + tooMany) / 2);
    if (fits(middle)) most = middle;
    else tooMany = middle;
  }
  return { page: toPage(items.slice(0, most)), shown: most };
}

/**
 * The same within a result's size: where a page's one item or what stands beside its items is longer, its longest texts
 * are cut shorter. What leads on, as links, ids and cursors, stays whole.
 */
export function keepWithin(data: Record<string, unknown>): Record<string, unknown> {
  let kept = data;
  for (let longest = 1000; bytesOf(kept) > MOST_RESULT_BYTES && longest > 20; longest /= 2)
    kept = cutTexts(data, longest);
  return kept;
}

const LEADS_ON = /^(?:notice|cursor|url|id)$|(?:Url|Id)$/;

const cutTexts = (data: object, longest: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, LEADS_ON.test(name) ? value : cutValue(value, longest)]),
  );

function cutValue(value: unknown, longest: number): unknown {
  if (typeof value === 'string') return cutShort(value, longest);
  if (Array.isArray(value)) return value.map((one) => cutValue(one, longest));
  return typeof value === 'object' && value !== null ? cutTexts(value, longest) : value;
}

/** Longer texts come in pieces: nobody speaks so long, but a transcript may say so. */
const LONGEST_PIECE = 1500;

/** The whole text in pieces that each fit a result, cut between words where there are any. */
export function cutText(text: string, longest = LONGEST_PIECE): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > longest) {
    const blank = Math.max(rest.lastIndexOf(' ', longest), rest.lastIndexOf('\n', longest));
    const isLow = (rest.charCodeAt(longest) & 0xfc00) === 0xdc00;
    const at = blank > longest / 2 ? blank + 1 : longest - Number(isLow);
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}
