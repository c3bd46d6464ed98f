import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Model, Prompt } from '../../src/ask/model.ts';
import { ModelError } from '../../src/ask/model-error.ts';

/** More than any prompt of ours takes. */
const CONTEXT_TOKENS = 128_000;

export type RecordedModel = Model & {
  /** Names of the prompts without a reply. */
  missing: string[];
  /** Prompts with their replies, in the order in which they were asked. */
  replied: { prompt: Prompt; reply: string }[];
};

type Options = {
  /** The name of a prompt's files before the endings of prompt and reply; it ends with the hash. */
  nameOf?: (schemaName: string, hash: string) => string;
  /** What stands in for a reply that is missing; null lets the model fail. */
  standIn?: (schemaName: string) => string | null;
};

/**
 * A model whose replies lie in a folder as `HASH.reply.json`, or under a longer name that ends so, one for each prompt.
 * A prompt without a reply is written there, to be answered by a model or by hand, and fails.
 */
export function recordedModel(folder: string, { nameOf, standIn = () => null }: Options = {}): RecordedModel {
  mkdirSync(folder, { recursive: true });
  const missing: string[] = [];
  const replied: RecordedModel['replied'] = [];
  return {
    name: 'recorded replies',
    missing,
    replied,
    prices: null,
    fetchContextTokens: async () => CONTEXT_TOKENS,
    async *stream(prompt) {
      const { system, user, schema } = prompt;
      const hash = createHash('sha256').update(user).digest('hex').slice(0, 16);
      let reply = readReply(folder, hash);
      if (reply === null) {
        missing.push(schema.name);
        const file = nameOf ? `${nameOf(schema.name, hash)}.prompt.md` : `${hash}.${schema.name}.prompt.txt`;
        writeFileSync(join(folder, file), `${system}\n\n${user}`);
        reply = standIn(schema.name);
      } else replied.push({ prompt, reply });
      if (reply === null)
        throw new ModelError('model_unavailable', 'No reply is recorded.', {
          check: 'reply',
          status: null,
          said: null,
        });
      // No reply comes within the turn that asked for it, so what is asked together does not hang on the machine.
      await setImmediate();
      yield { kind: 'text', text: reply };
      yield { kind: 'end', finish: 'stop', usage: null };
    },
  };
}

function readReply(folder: string, hash: string): string | null {
  const plain = join(folder, `${hash}.reply.json`);
  if (existsSync(plain)) return readFileSync(plain, 'utf8');
  const named = readdirSync(folder).find((file) => file.endsWith(`-${hash}.reply.json`));
  return named === undefined ? null : readFileSync(join(folder, named), 'utf8');
}
