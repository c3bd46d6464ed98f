import { scopeOf } from '../../src/access/scope.ts';
import { toOrganizationId } from '../../src/call.ts';
import { readMentionables } from '../../src/search/mentionables.ts';
import { saveImportedAccounts } from '../../src/store/accounts-import-store.ts';
import { openEmbeddedStore } from '../../src/store/db.ts';
import { saveImportedContacts } from '../../src/store/people-import-store.ts';
import { aViewer, makeOrganization, NOW } from '../support/builders.ts';

const ACCOUNTS = 10_000;
const PEOPLE = 20_000;
const PAGE_SIZE = 1000;
const ROUNDS = 40;
const TEXTS: [what: string, text: string][] = [
  ['a mention', 'What did @Corvane211 4711 say about the renewal?'],
  ['a bare name', 'what does corvane211 4711 want'],
  ['a first name of 400 people', 'what did Tove12 promise'],
  ['a mention of nobody', 'What did @Korvane say?'],
  ['no name', 'which customers complained about the price of support this quarter'],
];

/** What looking up a question's names costs among 10,000 accounts and 20,000 people, in memory. */
export async function benchNames(): Promise<string[]> {
  const store = await openEmbeddedStore(null);
  await store.migrate();
  const { db } = store;
  const organizationId = toOrganizationId('org_bench');
  await makeOrganization(db, organizationId);
  for (let start = 0; start < ACCOUNTS; start += PAGE_SIZE)
    await saveImportedAccounts(
      db,
      organizationId,
      Array.from({ length: PAGE_SIZE }, (_, at) => ({
        ...{ id: `acc_${start + at}`, name: `Corvane${at % 500} ${start + at}`, aliases: [], domains: [], crmId: null },
        ...{ ownerEmail: null, isNew: true, oldName: null, newDomains: [`c${start + at}.example`] },
      })),
      NOW,
    );
  for (let start = 0; start < PEOPLE; start += PAGE_SIZE)
    await saveImportedContacts(
      db,
      organizationId,
      Array.from({ length: PAGE_SIZE }, (_, at) => ({
        ...{
          email: `p${start + at}@c.example`,
          name: `Tove${at % 50} Brandt${start + at}`,
          title: null,
          accountId: null,
        },
      })),
    );
  await store.tend('growing');
  const scope = scopeOf(aViewer(organizationId));
  const lines = ['| names in a question | found | ms, p50 | ms, p95 |', '| --- | --- | --- | --- |'];
  for (const [what, text] of TEXTS) {
    const took: number[] = [];
    let found = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      found = (await readMentionables(db, scope, text, { bareNames: true })).length;
      took.push(performance.now() - from);
    }
    took.sort((a, b) => a - b);
    const at = (share: number) => took[Math.floor(ROUNDS * share)]?.toFixed(1);
    lines.push(`| ${what} | ${found} | ${at(0.5)} | ${at(0.95)} |`);
  }
  await store.close();
  return lines;
}
