import { randomBytes } from 'node:crypto';

/** A new id: a prefix for its kind, and 20 random letters and digits (100 bits). */
export function newId(prefix: string): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  return `${prefix}_${Array.from(randomBytes(20), (byte) => alphabet[byte % 32]).join('')}`;
}
