import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { importAccounts } from '../../src/directory/import-accounts.ts';
import { importContacts } from '../../src/directory/import-contacts.ts';
import { type Db, openEmbeddedStore } from '../../src/store/db.ts';
import { aViewer, makeOrganization, NOW } from '../support/builders.ts';

/**
 * Times imports of a CRM's accounts and contacts on the embedded store, and how long another's small query waits
 * meanwhile, asked every 20 ms.
 */
export async function benchImports(): Promise<string[]> {
  const store = await openEmbeddedStore(null);
  await store.migrate();
  await makeOrganization(store.db);
  const deps = { db: store.db, store, relink: async () => ({ callsRelinked: 0, isInSearch: true }), now: () => NOW };
  const lines = [
    '| file | seconds | rows a second | longest wait of another’s query, ms |',
    '| --- | --- | --- | --- |',
  ];
  for (const count of [1000, 10_000, 50_000]) {
    const csv = toCsv(
      'name,domain,crm_id',
      count,
      (at) => `Company ${count}-${at},co${count}-${at}.example,${count}-${at}`,
    );
    lines.push(await timed(`${count} accounts`, count, store.db, () => importAccounts(deps, aViewer(), csv)));
  }
  const contacts = 60_000;
  const csv = toCsv('email,name,account', contacts, (at) => {
    const company = `10000-${at % 10_000}`;
    return `p${at}@co${company}.example,Person ${at},Company ${company}`;
  });
  for (const what of ['contacts', 'contacts again'])
    lines.push(await timed(`${contacts} ${what}`, contacts, store.db, () => importContacts(deps, aViewer(), csv)));
  await store.close();
  return lines;
}

const toCsv = (header: string, count: number, toRow: (at: number) => string): string =>
  `${header}\n${Array.from({ length: count }, (_, at) => `${toRow(at)}\n`).join('')}`;

async function timed(what: string, rows: number, db: Db, work: () => Promise<unknown>): Promise<string> {
  let isDone = false;
  let longestMs = 0;
  const other = (async () => {
    for (; !isDone; await sleep(20)) {
      const asked = performance.now();
      await db.execute(sql`select 1`);
      longestMs = Math.max(longestMs, performance.now() - asked);
    }
  })();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  isDone = true;
  await other;
  return `| ${what} | ${seconds.toFixed(1)} | ${Math.round(rows / seconds)} | ${longestMs.toFixed(0)} |`;
}
