import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { AppError } from '../errors.ts';

export type Secrets = ReturnType<typeof makeSecrets>;

/** Seals what must not be readable at rest: JWE, AES-256-GCM, under a key derived from the server's secret (RFC 7516, RFC 5869). */
export function makeSecrets(secretKey: string) {
  const key = new Uint8Array(hkdfSync('sha256', secretKey, '', 'colloquy credentials', 32));
  return {
    seal: (value: unknown): Promise<string> =>
      new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(key),

    /** @throws AppError `invalid_settings` when it was sealed under another key. */
    async unseal(sealed: string): Promise<unknown> {
      try {
        const { plaintext } = await compactDecrypt(sealed, key);
        return JSON.parse(new TextDecoder().decode(plaintext));
      } catch (cause) {
        throw new AppError(
          'invalid_settings',
          'A stored secret cannot be opened: SECRET_KEY is not the one it was sealed with. Restore that key, or connect Gong again.',
          { cause },
        );
      }
    },
  };
}
