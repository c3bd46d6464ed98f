import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onBehalfOf } from '../../src/fair-turns.ts';
import type { Store } from '../../src/store/db.ts';
import { FairPGlite } from '../../src/store/fair-pglite.ts';
import { startPGliteThread } from '../../src/store/pglite-thread.ts';
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

test('the server hears requests while a single long query is at work', async () => {
  let heard = 0;
  const timer = setInterval(() => {
    heard += 1;
  }, 1);
  await store.db.execute(sql`select count(*) from generate_series(1, 2000000)`);
  clearInterval(timer);
  expect(heard).toBeGreaterThan(2);
});

test('what the database refuses keeps its code, brings no parameters along, and the next query is answered', async () => {
  const refused = store.db.execute(sql`select ${'a secret word'}::int`);
  await expect(refused).rejects.toMatchObject({ cause: { code: '22P02' } });
  const cause = await refused.catch((error: Error) => error.cause);
  expect(Object.keys(cause as object)).not.toContain('params');
  await expect(store.db.transaction((tx) => tx.execute(sql`select 1 / 0`))).rejects.toMatchObject({
    cause: { code: '22012' },
  });
  expect(await store.db.execute(sql`select 1 as one`)).toMatchObject({ rows: [{ one: 1 }] });
});

test('a statement that failed unminded takes its transaction back, and says so', async () => {
  const kept = store.db.transaction(async (tx) => {
    await tx.execute(sql`create table unminded (one int)`);
    await tx.execute(sql`select 1 / 0`).catch(() => {});
  });
  await expect(kept).rejects.toMatchObject({ code: '25P02' });
  expect(await store.db.execute(sql`select to_regclass('unminded') as there`)).toMatchObject({
    rows: [{ there: null }],
  });
});

test('a branch that is still at work when another fails writes nothing', async () => {
  await store.db.execute(sql`create table branches (n int)`);
  const branches: Promise<unknown>[] = [];
  const failing = store.db.transaction(async (tx) => {
    const fails = tx.execute(sql`select 1`).then(() => Promise.reject(new Error('refused')));
    const goesOn = tx.execute(sql`select 2`).then(() => tx.execute(sql`insert into branches values (1)`));
    branches.push(fails, goesOn);
    await Promise.all(branches);
  });
  await expect(failing).rejects.toThrow('refused');
  await Promise.allSettled(branches);
  expect(await store.db.execute(sql`select * from branches`)).toMatchObject({ rows: [] });
});

test('a transaction written as one text, as the queue does, is taken back before the next turn when it fails', async () => {
  const pglite = await FairPGlite.open({ dataDir: 'memory://' }, null);
  const asked = [
    pglite.exec('begin; create table half_made (one int); select 1 / 0; commit'),
    pglite.query('select to_regclass($1) as there', ['half_made']),
    pglite.transaction((tx) => tx.query('select 2 as two')),
  ];
  expect(await Promise.allSettled(asked)).toMatchObject([
    { status: 'rejected', reason: { code: '22012' } },
    { status: 'fulfilled', value: { rows: [{ there: null }] } },
    { status: 'fulfilled', value: { rows: [{ two: 2 }] } },
  ]);
  await pglite.close();
});

test('closing waits for work in hand, not for ever, and is safe to repeat', async () => {
  const pglite = await FairPGlite.open({ dataDir: 'memory://' }, null);
  const endless = expect(pglite.query('select count(*) from generate_series(1, 1e15)')).rejects.toMatchObject({
    code: 'CONNECTION_ENDED',
  });
  await pglite.close(1);
  await endless;
  await pglite.close();
  await expect(pglite.query('select 1')).rejects.toMatchObject({ code: 'CONNECTION_ENDED' });
});

test('a thread that ends fails what it was asked, then and later, with a code that says that the store is away', async () => {
  const thread = startPGliteThread({ dataDir: 'memory://' });
  const opening = thread.ask({ kind: 'open' });
  const failed = expect(opening).rejects.toMatchObject({ code: 'CONNECTION_ENDED' });
  await thread.stop();
  await failed;
  await expect(thread.ask({ kind: 'exec', text: 'select 1' })).rejects.toMatchObject({ code: 'CONNECTION_ENDED' });
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
