import { setTimeout as sleep } from 'node:timers/promises';
import { openTestApp } from '../support/running-app.ts';

/** One sync of a simulator's history, then an idle poll; prints what it took as a line of JSON. Its own process, so that memory is its own. */
const [url = '', from = '', to = '', lateUntil = ''] = process.argv.slice(2);
const signal = new AbortController().signal;
const opened = await openTestApp();
const { app } = opened;
const { id: organizationId } = await app.createOrganization({
  name: 'Ours',
  adminEmail: 'robin@ours.example',
  domains: ['ours.example'],
});
await app.connectGong(
  { organizationId, accessKey: 'k', accessKeySecret: 's', baseUrl: url, connectedBy: null, turnsSyncOn: true },
  signal,
);
const memoryBefore = process.memoryUsage().rss;
let memory = memoryBefore;
const timer = setInterval(() => {
  memory = Math.max(memory, process.memoryUsage().rss);
}, 250);
const startedAt = Date.now();
const run = await app.sync(organizationId, { from: new Date(from), to: new Date(to) }, { wait: true });
const seconds = (Date.now() - startedAt) / 1000;
await sleep(Math.max(0, Date.parse(lateUntil) - Date.now()));
// The first poll of an organization looks two days back; the second is what an idle one costs.
await app.sync(organizationId, {}, { wait: true });
const late = await app.sync(organizationId, { from: new Date(from), to: new Date(to) }, { wait: true });
const poll = await app.sync(organizationId, {}, { wait: true });
clearInterval(timer);
const found = await app.search(await app.viewer(organizationId), { query: 'item', groupBy: 'call', limit: 1 });
console.log(JSON.stringify({ run, late, poll, seconds, memory, memoryBefore, searchable: found.total }));
await opened.close();
