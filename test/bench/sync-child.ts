import { setTimeout as sleep } from 'node:timers/promises';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { openTestServices } from '../support/test-services.ts';

/**
 * One sync of a simulator's history, then an idle poll; prints the costs as a line of JSON. A process of its own, to
 * measure memory alone.
 */
const [url = '', from = '', to = '', lateUntil = ''] = process.argv.slice(2);
const signal = new AbortController().signal;
const opened = await openTestServices();
const { services } = opened;
const { id: organizationId } = await createOrganization(services, {
  name: 'Ours',
  adminEmail: 'robin@ours.example',
  domains: ['ours.example'],
});
await asAdmin(
  services,
  organizationId,
  connectWithKey,
  { accessKey: 'k', accessKeySecret: 's', baseUrl: url, turnsSyncOn: true },
  signal,
);
const memoryBefore = process.memoryUsage().rss;
let memory = memoryBefore;
const timer = setInterval(() => {
  memory = Math.max(memory, process.memoryUsage().rss);
}, 250);
const startedAt = Date.now();
const run = await asAdmin(services, organizationId, finishSync, { from: new Date(from), to: new Date(to) });
const seconds = (Date.now() - startedAt) / 1000;
await sleep(Math.max(0, Date.parse(lateUntil) - Date.now()));
// An organization's first poll looks two days back; the second shows the cost of an idle poll.
await asAdmin(services, organizationId, finishSync, {});
const late = await asAdmin(services, organizationId, finishSync, { from: new Date(from), to: new Date(to) });
const poll = await asAdmin(services, organizationId, finishSync, {});
clearInterval(timer);
const found = await searchSegments(services, await readMember(services, organizationId), {
  query: 'item',
  groupBy: 'call',
  limit: 1,
});
console.log(JSON.stringify({ run, late, poll, seconds, memory, memoryBefore, searchable: found.total }));
await opened.close();
