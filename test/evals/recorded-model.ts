import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../../src/ask/model.ts';
import { ModelError } from '../../src/ask/model-error.ts';

/** More than any prompt of ours takes. */
const CONTEXT_TOKENS = 128_000;

/**
 * A model whose replies lie in a folder as `HASH.reply.json`, one for each prompt. A prompt without a reply is written
 * there under its hash and name, to be answered by a model or by hand, and fails; `missing` are the names of those.
 */
export function recordedModel(folder: string): Model & { missing: string[] } {
  mkdirSync(folder, { recursive: true });
  const missing: string[] = [];
  return {
    name: 'recorded replies',
    missing,
    prices: null,
    fetchContextTokens: async () => CONTEXT_TOKENS,
    async *stream({ system, user, schema }) {
      const hash = createHash('sha256').update(user).digest('hex').slice(0, 16);
      const reply = join(folder, `${hash}.reply.json`);
      if (existsSync(reply)) {
        yield { kind: 'text', text: readFileSync(reply, 'utf8') };
        yield { kind: 'end', finish: 'stop', usage: null };
        return;
      }
      missing.push(schema.name);
      writeFileSync(join(folder, `${hash}.${schema.name}.prompt.txt`), `${system}\n\n${user}`);
      throw new ModelError('model_unavailable', 'No reply is recorded.', { check: 'reply', status: null, said: null });
    },
  };
}
