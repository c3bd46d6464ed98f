import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../../src/ask/model.ts';
import { ModelError } from '../../src/ask/model-error.ts';

/**
 * A judge whose replies lie in a folder, one for each prompt by its hash. A prompt without a reply is written there, to
 * be answered by a model or by hand, and fails.
 */
export function recordedJudge(folder: string): Pick<Model, 'stream'> {
  mkdirSync(folder, { recursive: true });
  return {
    async *stream({ system, user }) {
      const hash = createHash('sha256').update(user).digest('hex').slice(0, 16);
      const reply = join(folder, `${hash}.reply.json`);
      if (existsSync(reply)) {
        yield { kind: 'text', text: readFileSync(reply, 'utf8') };
        yield { kind: 'end', finish: 'stop', usage: null };
        return;
      }
      writeFileSync(join(folder, `${hash}.prompt.txt`), `${system}\n\n${user}`);
      throw new ModelError('model_unavailable', 'No reply is recorded.', { check: 'reply', status: null, said: null });
    },
  };
}
