import { AppError } from '../errors.ts';

export type DecodedText = { text: string; encoding: string };

/**
 * The text of a file whose encoding nobody tells: by its byte order mark, else UTF-16 by its zeros, else UTF-8 when
 * most of it fits, else Windows-1252, as Excel writes "CSV" in the West. A named encoding is taken at its word. What
 * the encoding does not know becomes U+FFFD, for the caller to refuse.
 * @throws AppError `invalid_csv` for an unknown encoding, and for a file that is no text.
 */
export function decodeText(bytes: Uint8Array, named?: string): DecodedText {
  for (const [start, what] of NO_TEXT) if (start.every((byte, at) => bytes[at] === byte)) throw notText(what);
  const encoding = named ?? encodingOf(bytes);
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding);
  } catch (cause) {
    throw new AppError('invalid_csv', `Nothing was imported: there is no encoding "${encoding}".`, { cause });
  }
  const text = decoder.decode(bytes);
  if (text.includes('\0')) throw notText('not a text file');
  return { text, encoding: decoder.encoding };
}

const NO_TEXT: readonly [readonly number[], string][] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
];

const notText = (what: string): AppError =>
  new AppError('invalid_csv', `Nothing was imported: this is ${what}. Save the table as "CSV UTF-8" first.`);

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // The first bytes are a header in Latin letters: in UTF-16 every second one is zero.
  const sample = bytes.subarray(0, 64);
  const zeros = [0, 1].map((side) => sample.filter((byte, at) => byte === 0 && at % 2 === side).length);
  if (zeros.some((count) => count > sample.length / 4))
    return (zeros[0] ?? 0) > (zeros[1] ?? 0) ? 'utf-16be' : 'utf-16le';
  return isMostlyUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** Tools that join files leave a stray byte in UTF-8; in Windows-1252 hardly a letter beyond ASCII is UTF-8. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const beyondAscii = new TextDecoder().decode(bytes).match(/[^\0-\x7f]/gu) ?? [];
  const broken = beyondAscii.filter((sign) => sign === '\ufffd').length;
  return broken === 0 || broken * 2 < beyondAscii.length;
}
