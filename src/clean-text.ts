/**
 * Text as it is kept here, whoever sent it: composed (NFC), whole characters, and no control characters but tab and
 * line breaks. Postgres stores neither U+0000 nor half a surrogate pair. Everything visible stays as it was said, signs
 * without a width included: search alone looks past these (`language/words.ts`).
 */
export function cleanText(text: string): string {
  if (IS_PLAIN.test(text)) return text;
  return text.toWellFormed().normalize('NFC').replace(CONTROLS, '');
}

/** A name, a title, an address: clean text on one line, trimmed. */
export const cleanLine = (text: string): string => cleanText(text).replace(BREAKS, ' ').trim();

/** Clean text whose blanks are single spaces: nobody hears how wide a blank is. */
export const cleanSpeech = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();

/** The beginning of a text, of at most `most` letters and of whole characters. */
export function cutShort(text: string, most: number): string {
  if (text.length <= most) return text;
  const start = text.slice(0, most);
  // The cut may leave half of a surrogate pair.
  return (start.isWellFormed() ? start : start.slice(0, -1)).trim();
}

/** Every text of a JSON value cleaned, names of members included. The same value when there is nothing to clean. */
export function cleanJson<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T;
  if (Array.isArray(value)) {
    const cleaned = value.map(cleanJson);
    return (cleaned.some((part, at) => part !== value[at]) ? cleaned : value) as T;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const cleaned = entries.map(([name, part]) => [cleanText(name), cleanJson(part)] as const);
  const isSame = cleaned.every(([name, part], at) => name === entries[at]?.[0] && part === entries[at]?.[1]);
  return isSame ? value : (Object.fromEntries(cleaned) as T);
}

/** Most text: printable ASCII with tabs and line breaks, the same in every form. */
const IS_PLAIN = /^[\t\n\r\x20-\x7e]*$/;
const CONTROLS = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f]/g;
const BREAKS = /[\t\n\r\u2028\u2029]+/g;
