import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';

test('needs no setting at all, and an empty one counts as unset', () => {
  expect(readConfig({ PORT: '', OPENAI_MODEL: '' })).toMatchObject({
    port: 3000,
    dataDir: './data',
    model: null,
    databaseUrl: null,
    syncIntervalMinutes: 15,
  });
});

test('names every problem at once', () => {
  expect(() => readConfig({ PORT: 'many', PUBLIC_URL: 'nowhere', DATABASE_URL: 'postgres://db/x' })).toThrow(
    /PORT[\s\S]*PUBLIC_URL[\s\S]*SECRET_KEY/,
  );
});
