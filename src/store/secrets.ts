import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { AppError } from '../errors.ts';

export type Secrets = ReturnType<typeof makeSecrets>;

/**
 * Seals secrets at rest: JWE, AES-256-GCM, under a key derived from the server's secret (RFC 7516, RFC 5869). What was
 * sealed under the previous secret is opened too.
 */
export function makeSecrets(current: string, previous: string | null = null) {
  const key = toSealingKey(current);
  const older = previous === null ? null : toSealingKey(previous);
  return {
    seal: (value: unknown): Promise<string> => sealBytes(new TextEncoder().encode(JSON.stringify(value)), key),

    /** @throws AppError `invalid_settings` for a value sealed under another key. */
    async unseal(sealed: string): Promise<unknown> {
      const bytes = (await open(sealed, key)) ?? (older && (await open(sealed, older)));
      if (bytes) return JSON.parse(new TextDecoder().decode(bytes));
      throw new AppError(
        'invalid_settings',
        'A stored secret cannot be opened: SECRET_KEY is not the one it was sealed with. Restore that key, or connect Gong again.',
      );
    },

    /** The same secret under the current key; null where it is so already, or no key opens it. */
    async sealAnew(sealed: string): Promise<string | null> {
      if (!older || (await open(sealed, key))) return null;
      const bytes = await open(sealed, older);
      return bytes && sealBytes(bytes, key);
    },
  };
}

const toSealingKey = (secretKey: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secretKey, '', 'colloquy credentials', 32));

const sealBytes = (bytes: Uint8Array, key: Uint8Array): Promise<string> =>
  new CompactEncrypt(bytes).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key);

/** Null for another key's. */
const open = (sealed: string, key: Uint8Array): Promise<Uint8Array | null> =>
  compactDecrypt(sealed, key).then(
    ({ plaintext }) => plaintext,
    () => null,
  );
