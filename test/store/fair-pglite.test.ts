import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onBehalfOf } from '../../src/fair-turns.ts';
import type { Store } from '../../src/store/db.ts';
import { openTestStore } from '../support/stores.ts';

let store: Store;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const ask = () => store.db.execute(sql`select count(*) from generate_series(1, 20000)`);

test('another organization’s query waits for one of a hundred, not for all', async () => {
  const done: string[] = [];
  const busy = onBehalfOf('busy', () =>
    Array.from({ length: 100 }, async () => {
      await ask();
      done.push('busy');
    }),
  );
  await onBehalfOf('other', ask);
  done.push('other');
  await Promise.all(busy);
  expect(done.indexOf('other')).toBeLessThanOrEqual(2);
});

test('the server hears requests while one works through its queries, in a transaction too', async () => {
  let heard = 0;
  const timer = setInterval(() => {
    heard += 1;
  }, 1);
  try {
    for (let at = 0; at < 40; at += 1) await ask();
    const alone = heard;
    await store.db.transaction(async (tx) => {
      for (let at = 0; at < 40; at += 1) await tx.execute(sql`select count(*) from generate_series(1, 20000)`);
    });
    expect(alone).toBeGreaterThan(2);
    expect(heard - alone).toBeGreaterThan(2);
  } finally {
    clearInterval(timer);
  }
});
