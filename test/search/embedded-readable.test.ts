import { expect, test } from 'vitest';
import { toCallId } from '../../src/call.ts';
import { openEmbeddedFile } from '../../src/search/embedded-file.ts';
import { aDocument, aScope, asCalls } from '../support/builders.ts';

test('forty members of long filters each count what they may read, the first time and again', () => {
  const file = openEmbeddedFile(':memory:');
  const ids = Array.from({ length: 40 }, (_, n) => `call-${n}`);
  file.put(asCalls(ids.map((id) => aDocument({ callId: toCallId(id), text: 'price' }))));
  const countFor = (n: number) => {
    const unknown = Array.from({ length: 100 }, (_, at) => `unknown-${n}-${at}`);
    const open = [{ by: 'call' as const, ids: [...ids.slice(0, n + 1), ...unknown] }];
    return file.count({ scope: { ...aScope(), access: { open, closedAccountIds: [] } }, words: ['price'] });
  };
  for (const _ of ['first', 'again'])
    for (const n of ids.keys()) expect(countFor(n), `${n + 1} calls`).toEqual({ segments: n + 1, calls: n + 1 });
  file.close();
});
