import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { isSealed, seal, unseal } from '../../src/upkeep/sealed-file.ts';

const PASSPHRASE = 'four words or so';
const MEGABYTE = 1 << 20;

async function* inParts(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
const sealed = (bytes: Uint8Array, part = 70_001) => buffer(seal(inParts(bytes, part), PASSPHRASE));
const opened = (bytes: Uint8Array, passphrase = PASSPHRASE) => buffer(unseal(inParts(bytes, 33_333), passphrase));
const someBytes = (length: number) =>
  Buffer.from(Array.from({ length: 256 }, (_, n) => (n * 167) % 251))
    .toString('latin1')
    .repeat(Math.ceil(length / 256))
    .slice(0, length);

test.each([0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 2 * MEGABYTE, 3 * MEGABYTE + 7])(
  'gives back %i bytes as they were, and shows none of them',
  async (length) => {
    const bytes = Buffer.from(someBytes(length), 'latin1');
    const file = await sealed(bytes);
    expect(isSealed(file)).toBe(true);
    expect((await opened(file)).equals(bytes)).toBe(true);
    if (length > 64) expect(file.includes(bytes.subarray(0, 64))).toBe(false);
  },
);

test('does not open under another passphrase, nor where a byte was changed, a piece is missing or the end is', async () => {
  const file = await sealed(Buffer.from(someBytes(2 * MEGABYTE + 5), 'latin1'));
  await expect(opened(file, 'four other words')).rejects.toThrow(/passphrase is another, or the file is damaged/);
  const piece = MEGABYTE + 16;
  const head = file.length - 2 * piece - 5 - 16;
  const changed = (at: number) =>
    Buffer.concat([file.subarray(0, at), Buffer.of((file[at] ?? 0) ^ 1), file.subarray(at + 1)]);
  for (const at of [head - 1, head, head + piece, file.length - 1])
    await expect(opened(changed(at)), `byte ${at}`).rejects.toMatchObject({ code: 'invalid_input' });
  const cuts: [string, Buffer][] = [
    ['cut between pieces', file.subarray(0, head + piece)],
    ['cut in a piece', file.subarray(0, head + piece + 100)],
    ['cut in the head', file.subarray(0, 20)],
    ['a piece left out', Buffer.concat([file.subarray(0, head), file.subarray(head + piece)])],
  ];
  for (const [what, bytes] of cuts) await expect(opened(bytes), what).rejects.toMatchObject({ code: 'invalid_input' });
});
