import { expect, test } from 'vitest';
import { type AccessFilter, EVERY_CALL, NO_CALL, nameAccess, opensAllOf, toKeptAccess } from '../src/access-filter.ts';

const calls = (...ids: string[]): AccessFilter => ({ open: [{ by: 'call', ids }], closedAccountIds: [] });
const users = (workspaceId: string | null, ...ids: string[]): AccessFilter => ({
  open: [{ by: 'user', ids, workspaceId }],
  closedAccountIds: [],
});
const closing = (...closedAccountIds: string[]): AccessFilter => ({ open: 'all', closedAccountIds });

test('a filter has one name in any order, and another for whatever else it opens', () => {
  expect(nameAccess(calls('1', '2'))).toBe(nameAccess(calls('2', '1')));
  const names = [calls('1'), calls('2'), users(null, '1'), users('1', '1'), closing('1'), EVERY_CALL, NO_CALL];
  expect(new Set(names.map(nameAccess)).size).toBe(names.length);
});

test.each<[what: string, now: AccessFilter, then: AccessFilter, opensAll: boolean]>([
  ['the same', calls('1', '2'), calls('2', '1'), true],
  ['a call more', calls('1', '2'), calls('1'), true],
  ['a call less', calls('1'), calls('1', '2'), false],
  ['every call, after some', EVERY_CALL, calls('1'), true],
  ['some, after every call', calls('1'), EVERY_CALL, false],
  ['none, after none', NO_CALL, NO_CALL, true],
  ['a user of another workspace', users('2', '7'), users('1', '7'), false],
  ['an account closed since', closing('1', '2'), closing('1'), false],
  ['an account no more closed', closing('1'), closing('1', '2'), true],
  ['what the calls of a user may cover', users(null, '7'), calls('1'), false],
])('whether it opens all that another opened: %s', (_, now, then, opensAll) => {
  expect(opensAllOf(now, toKeptAccess(then))).toBe(opensAll);
});

test('a filter of very many ids is kept by its name, and then only the same one opens all of it', () => {
  const many = Array.from({ length: 5000 }, (_, n) => String(n));
  const kept = toKeptAccess(calls(...many));
  expect(JSON.stringify(kept).length).toBeLessThan(100);
  expect(opensAllOf(calls(...many.toReversed()), kept)).toBe(true);
  expect(opensAllOf(calls(...many, 'more'), kept)).toBe(false);
});
