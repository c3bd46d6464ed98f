import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { typedEndpointFetch } from '../../src/guarded-fetch.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { makeGongOpener } from '../../src/sync/gong-opener.ts';
import { asAdmin } from '../support/as-admin.ts';
import { connectQuietly } from '../support/connect-quietly.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

const signal = new AbortController().signal;
const KEY = { accessKey: 'k', accessKeySecret: 's' };
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let opened: Awaited<ReturnType<typeof openTestServices>>;
let organizationId: string;

beforeAll(async () => {
  simulator = await startGongSimulator(smallWorld(1), { port: 0, ...KEY, perSecond: 1000 });
  opened = await openTestServices();
  organizationId = (await createOrganization(opened.services, { name: 'Ours', adminEmail: 'a@ours.example' })).id;
});
afterAll(async () => {
  await opened?.close();
  await simulator?.close();
});

/** An opener of a server that others reach, where names lead to this machine. */
function rebindingOpener() {
  const lookup: LookupFunction = (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
  const typedFetch = typedEndpointFetch({ hosts: [], isLocal: false, lookup: lookup as never });
  const { db, secrets, now, log } = opened.services;
  const sleep = async () => {};
  return makeGongOpener({ db, secrets, now, log, sleep, typedFetch, fetch, random: () => 0, oauth: null });
}

test.each(['https', 'http'])('an admin’s host over %s that comes to lead here is not asked', async (protocol) => {
  const baseUrl = `${protocol}://rebind.example:${new URL(simulator.url).port}`;
  const opening = rebindingOpener();
  const host = { organizationId: organizationId as never, baseUrl, limits: { perSecond: 100, perDay: 1000 } };
  const { gong, takeRequestCount } = opening.clientWith({ ...host, isByOperator: false }, 'fresh', async () => 'key');
  await expect(gong.fetchWorkspaces(signal)).rejects.toMatchObject({ code: 'host_refused' });
  expect(takeRequestCount()).toBe(1);
  expect(simulator.requests).toEqual([]);
});

test('who named the host is kept with its key', async () => {
  const { services } = opened;
  const asked = () => rebindingOpener().open(organizationId as never, 'fresh');
  await connectQuietly(services, organizationId, { ...KEY, baseUrl: simulator.url });
  const typed = await asked();
  expect(typed.isByOperator).toBe(false);
  await expect(typed.gong.fetchWorkspaces(signal)).rejects.toMatchObject({ code: 'host_refused' });

  await connectQuietly(services, organizationId, { ...KEY, baseUrl: simulator.url, isByOperator: true });
  const named = await asked();
  expect(named.isByOperator).toBe(true);
  await named.gong.fetchWorkspaces(signal);
});

test('a host of this machine that was typed is asked while nobody else reaches the server', async () => {
  await asAdmin(opened.services, organizationId, connectWithKey, { ...KEY, baseUrl: simulator.url }, signal);
});
