import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { AppError } from '../errors.ts';

/*
 * A sealed file: MAGIC, 16 bytes of salt, then pieces. A piece is up to PIECE bytes under AES-256-GCM, followed by its
 * tag of 16 bytes. The key is the passphrase's by scrypt with the salt, so it is new for every file, and a piece's
 * number can be its nonce. The last piece is marked in its nonce: a file that was cut off does not open.
 */
const MAGIC = Buffer.from('colloquy sealed 1\n');
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const PIECE = 1 << 20;
/** 128 MB and a third of a second for each try at a passphrase. */
const SCRYPT = { N: 1 << 17, r: 8, p: 1, maxmem: 256 << 20 };

export const SHORTEST_PASSPHRASE = 12;

type Bytes = AsyncIterable<Uint8Array>;

/** Whether a file's first bytes say that it is sealed. */
export const isSealed = (head: Uint8Array): boolean => MAGIC.equals(head.subarray(0, MAGIC.length));

/** Enough of a file's beginning for `isSealed`. */
export const SEALED_HEAD_BYTES = MAGIC.length;

/** The bytes under a passphrase. Holds two pieces in memory. */
export async function* seal(bytes: Bytes, passphrase: string): AsyncGenerator<Uint8Array> {
  const salt = randomBytes(SALT_BYTES);
  const key = toKey(passphrase, salt);
  yield Buffer.concat([MAGIC, salt]);
  for await (const { piece, n, isLast } of inPieces(bytes, PIECE)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(n, isLast));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/**
 * What `seal` was given.
 * @throws AppError `invalid_input` for another passphrase, and for bytes that were changed or cut off.
 */
export async function* unseal(bytes: Bytes, passphrase: string): AsyncGenerator<Uint8Array> {
  const { head, rest } = await takeHead(bytes, MAGIC.length + SALT_BYTES);
  const key = toKey(passphrase, head.subarray(MAGIC.length));
  for await (const { piece, n, isLast } of inPieces(rest, PIECE + TAG_BYTES)) {
    if (piece.length < TAG_BYTES) throw refused(n);
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(n, isLast));
    decipher.setAuthTag(piece.subarray(-TAG_BYTES));
    try {
      yield Buffer.concat([decipher.update(piece.subarray(0, -TAG_BYTES)), decipher.final()]);
    } catch {
      throw refused(n);
    }
  }
}

const toKey = (passphrase: string, salt: Uint8Array): Buffer =>
  scryptSync(passphrase.normalize('NFC'), salt, 32, SCRYPT);

function nonceOf(n: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt8(isLast ? 1 : 0, 0);
  nonce.writeUInt32BE(n, 8);
  return nonce;
}

const refused = (n: number): AppError =>
  new AppError(
    'invalid_input',
    n === 0
      ? 'The backup does not open: the passphrase is another, or the file is damaged.'
      : 'The backup is damaged or was cut off. Take another one.',
  );

/** The bytes in pieces of one length, the last shorter or empty: there is always a last one. */
async function* inPieces(bytes: Bytes, length: number) {
  let parts: Uint8Array[] = [];
  let held = 0;
  let n = 0;
  for await (const more of bytes) {
    parts.push(more);
    held += more.length;
    if (held <= length) continue;
    let all = Buffer.concat(parts);
    // A whole piece is kept until more comes: it may be the last.
    for (; all.length > length; all = all.subarray(length)) {
      yield { piece: all.subarray(0, length), n, isLast: false };
      n += 1;
    }
    parts = [all];
    held = all.length;
  }
  yield { piece: Buffer.concat(parts), n, isLast: true };
}

async function takeHead(bytes: Bytes, length: number): Promise<{ head: Buffer; rest: Bytes }> {
  const reader = bytes[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  while (held.length < length) {
    const { done, value } = await reader.next();
    if (done) throw refused(1);
    held = Buffer.concat([held, value]);
  }
  return {
    head: held.subarray(0, length),
    rest: (async function* () {
      yield held.subarray(length);
      for (let next = await reader.next(); !next.done; next = await reader.next()) yield next.value;
    })(),
  };
}
