import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { makeFolder } from './support/test-services.ts';

test('needs no setting at all, and an empty one counts as unset', () => {
  expect(readConfig({ PORT: '', OPENAI_MODEL: '' })).toMatchObject({
    port: 3000,
    dataDir: './data',
    model: null,
    databaseUrl: null,
    syncIntervalMinutes: 15,
  });
});

test('takes secrets from files, and says which file is not there, empty, or one too many', () => {
  const folder = makeFolder();
  const file = (name: string, text: string) => {
    writeFileSync(join(folder.path, name), text);
    return join(folder.path, name);
  };
  const [key, empty] = [file('key', `${'k'.repeat(40)}\n`), file('empty', '\n')];
  expect(readConfig({ SECRET_KEY_FILE: key, OPENAI_API_KEY: 'x' })).toMatchObject({ secretKey: 'k'.repeat(40) });
  expect(() =>
    readConfig({
      SECRET_KEY_FILE: key,
      SECRET_KEY: 'x'.repeat(32),
      METRICS_TOKEN_FILE: empty,
      OPENAI_API_KEY_FILE: '/none',
    }),
  ).toThrow(/SECRET_KEY and SECRET_KEY_FILE[\s\S]*METRICS_TOKEN_FILE.*empty[\s\S]*OPENAI_API_KEY_FILE.*ENOENT/);
  folder.remove();
});

test('takes addresses and ranges of proxies, and nothing else', () => {
  expect(readConfig({ TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,fd00::/8' }).trustedProxies).toHaveLength(3);
  for (const wrong of ['all', '10.0.0.0/33', '*', '10.0.0'])
    expect(() => readConfig({ TRUSTED_PROXIES: wrong }), wrong).toThrow(/TRUSTED_PROXIES/);
});

test.each([
  [{ DATABASE_URL: 'postgres://db/x' }, /SECRET_KEY: required with DATABASE_URL/],
  [{ GONG_CLIENT_ID: 'x' }, /GONG_CLIENT_ID and GONG_CLIENT_SECRET: set both/],
  [{ SECRET_KEY_PREVIOUS: 'x'.repeat(32) }, /SECRET_KEY_PREVIOUS: it is the key before SECRET_KEY/],
  [{ SECRET_KEY: 'x'.repeat(32), SECRET_KEY_PREVIOUS: 'x'.repeat(32) }, /are the same/],
  [{ JOBS: 'off' }, /JOBS=off: nothing would ever sync/],
  [{ EMBEDDINGS: 'off', OPENAI_EMBEDDING_MODEL: 'x' }, /EMBEDDINGS=off and OPENAI_EMBEDDING_MODEL/],
  [{ OPENAI_JUDGE_MODEL: 'x' }, /OPENAI_JUDGE_MODEL: it judges what OPENAI_MODEL wrote/],
  [{ OPENAI_OUTPUT_PRICE: '3' }, /OPENAI_INPUT_PRICE and OPENAI_OUTPUT_PRICE: set both/],
])('says of settings that contradict each other what to change: %j', (settings, sentence) => {
  expect(() => readConfig(settings as Record<string, string>)).toThrow(sentence);
});

test('names every problem at once', () => {
  expect(() => readConfig({ PORT: 'many', PUBLIC_URL: 'nowhere', DATABASE_URL: 'postgres://db/x' })).toThrow(
    /PORT[\s\S]*PUBLIC_URL[\s\S]*SECRET_KEY/,
  );
});
