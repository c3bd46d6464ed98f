import { beforeEach, expect, test } from 'vitest';
import { meter } from '../../src/ask/metered-model.ts';
import type { Model } from '../../src/ask/model.ts';
import { makePatience } from '../../src/ask/patience.ts';
import { AppError } from '../../src/errors.ts';
import { NOW } from '../support/builders.ts';

const aModel = (): Model => ({
  name: 'm',
  fetchContextTokens: async () => 8192,
  prices: null,
  stream: async function* () {},
});
const { signal } = new AbortController();
/** Work that ends when nobody waits for it any more. */
const endless = (within: AbortSignal) =>
  new Promise<string>((_, reject) => within.addEventListener('abort', () => reject(within.reason)));

let nowMs = 0;
let patience: ReturnType<typeof makePatience>;
let asked = 0;
const ask = (model: Model, work = async () => 'words', help: 'words' | 'reading' = 'words') =>
  patience.wait(help, meter(model), signal, (within) => {
    asked += 1;
    return work === late ? endless(within) : work();
  });
const late = async () => 'late';
beforeEach(() => {
  nowMs = NOW.getTime();
  asked = 0;
  patience = makePatience({ now: () => new Date(nowMs), budgetsMs: { words: 5, reading: 5 } });
});

test('a model that was slow once is not waited for by the next questions, and gets another chance later', async () => {
  const model = aModel();
  expect(await ask(model, late)).toBeNull();
  nowMs += 9 * 60_000;
  expect(await ask(model)).toBeNull();
  expect(asked).toBe(1);
  nowMs += 60_000;
  expect(await ask(model)).toBe('words');
  expect(await ask(model)).toBe('words');
});

test('another model is asked meanwhile, and the slow one for what it was not slow at', async () => {
  const model = aModel();
  await ask(model, late);
  expect(await ask(aModel())).toBe('words');
  expect(await ask(model, async () => 'read', 'reading')).toBe('read');
});

test('a model that fails is asked again by the next question; a fault of ours is told', async () => {
  const model = aModel();
  const failing = async () => {
    throw new AppError('model_unavailable', 'gone');
  };
  expect(await ask(model, failing)).toBeNull();
  expect(await ask(model)).toBe('words');
  const wrong = async () => {
    throw new TypeError('ours');
  };
  await expect(ask(model, wrong)).rejects.toThrow('ours');
});

test('a reader who leaves makes no model slow', async () => {
  const model = aModel();
  const reader = new AbortController();
  const leaving = patience.wait('words', meter(model), reader.signal, endless);
  reader.abort(new Error('left'));
  await expect(leaving).rejects.toThrow('left');
  expect(await ask(model)).toBe('words');
});
