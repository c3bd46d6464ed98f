import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { toOrganizationId } from '../../src/call.ts';
import { importAccounts } from '../../src/directory/import-accounts.ts';
import { startHttpServer } from '../../src/http/http-server.ts';
import { oneOf, seeded } from '../support/seeded.ts';
import { type SpokenCall, saveSpokenCalls } from '../support/spoken-calls.ts';
import { openTestServices } from '../support/test-services.ts';
import { ACCOUNTS, CALLS, companyOf, type FairnessServer } from './fairness.ts';

/** Two organizations on one server. A process of its own, so that what waits there is measured from outside. */
const WORDS =
  'price discount rollout invoice training outage contract renewal budget report dashboard support migration security legal pilot depot warehouse fleet driver'.split(
    ' ',
  );
const random = seeded(7);
const sentence = () =>
  `We spoke about the ${oneOf(random, WORDS)} and the ${oneOf(random, WORDS)} of line ${Math.floor(random() * 900)}.`;
const callsOf = (count: number, first: number): SpokenCall[] =>
  Array.from({ length: count }, (_, at) => ({
    id: String(first + at),
    title: `Review ${at}`,
    startedAt: new Date(Date.UTC(2026, at % 11, 1 + (at % 27), 9)),
    says: Array.from({ length: 60 }, (_, turn): [string, string] => [
      turn % 2 === 0 ? `tove.${at % 40}@${companyOf(at % 200).domain}` : 'robin@ours.example',
      sentence(),
    ]),
  }));

const { services } = await openTestServices();
const made = { busy: '', other: '' };
for (const [name, count] of [
  ['busy', CALLS],
  ['other', 20],
] as const) {
  const { id, apiKey } = await createOrganization(services, {
    name,
    adminEmail: `robin@${name}.example`,
    domains: ['ours.example'],
  });
  made[name] = apiKey;
  if (name === 'busy') {
    const csv = Array.from({ length: ACCOUNTS }, (_, at) => `${companyOf(at).name},${companyOf(at).domain}`);
    await importAccounts(services, await readMember(services, id), ['name,domain', ...csv].join('\n'));
  }
  await saveSpokenCalls(services.db, callsOf(count, name === 'busy' ? 10_000 : 90_000), toOrganizationId(id));
}
await services.indexer.index(new AbortController().signal);
services.startJobs();
const server = await startHttpServer(services, { port: 0, host: '127.0.0.1' });
const loop = monitorEventLoopDelay({ resolution: 5 });
loop.enable();
process.on('message', () => {
  process.send?.({ delayedMs: Math.round(loop.max / 1e6) });
  loop.reset();
});
process.send?.({ url: `http://127.0.0.1:${server.port}`, ...made } satisfies FairnessServer);
