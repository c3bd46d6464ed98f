import { expect, test } from 'vitest';
import { proveAccess } from './prove-access.ts';

test('members read what the oracle lets them, over every way to read, and nothing of any other call', async () => {
  const proof = await proveAccess(7, { members: 12, calls: 60, policies: 5, requests: 24 });
  expect(proof.differences).toEqual([]);
  expect(proof.leaks).toEqual([]);
  expect(proof.restricted).toBeGreaterThan(60);
}, 240_000);
