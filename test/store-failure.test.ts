import { expect, test } from 'vitest';
import { toStoreFailure } from '../src/store-failure.ts';

const told = (code: string) => toStoreFailure(new Error('query', { cause: Object.assign(new Error(), { code }) }));

test.each([
  ['42501', /takes no writes/],
  ['EROFS', /takes no writes/],
  ['53100', /disk of the store is full/],
  ['53000', /too much to do/],
  ['25P02', /too much to do/],
  ['CONNECTION_ENDED', /does not answer/],
  ['ERR_WORKER_OUT_OF_MEMORY', /does not answer/],
])('a failure %s of the store is told in a sentence', (code, sentence) => {
  expect(told(code)).toMatchObject({ code: 'store_unavailable', message: expect.stringMatching(sentence) });
});

test('a failure of a statement is none of the store', () => {
  expect(told('22P02')).toBeNull();
});
