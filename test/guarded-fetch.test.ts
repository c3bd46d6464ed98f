import type { LookupFunction } from 'node:net';
import { expect, test } from 'vitest';
import { guardedFetch, hostCheck, isPrivateAddress, modelHostCheck, typedEndpointFetch } from '../src/guarded-fetch.ts';
import { startHttp } from './support/start-http.ts';

const { signal } = new AbortController();
const REFUSED = { code: 'host_refused' };

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:10.0.0.1',
  '64:ff9b::7f00:1',
  'fe80::1',
  'fd00::1',
  'ff02::1',
  '2002:7f00:1::',
])('%s belongs to no public host', (address) => expect(isPrivateAddress(address)).toBe(true));

test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'])('%s is public', (address) =>
  expect(isPrivateAddress(address)).toBe(false),
);

test('a name of Gong that leads into this network is not connected to', async () => {
  const asked: string[] = [];
  const lookup: LookupFunction = (name, _, callback) => {
    asked.push(name);
    callback(null, [{ address: '169.254.169.254', family: 4 }]);
  };
  const fetch = guardedFetch({ hosts: [], isLocal: false, lookup: lookup as never });
  await expect(fetch('https://media.gong.io/a', { signal })).rejects.toMatchObject(REFUSED);
  expect(asked).toEqual(['media.gong.io']);
});

test('hosts are those of Gong and of the operator; a name that only looks alike is not', async () => {
  const lookup: LookupFunction = (_, __, callback) => callback(new Error('looked up'), []);
  const fetch = guardedFetch({ hosts: ['*.cdn.example', 'files.example'], isLocal: false, lookup: lookup as never });
  const outcome = (url: string) => fetch(url, { signal }).catch((error) => error.code ?? error.cause?.message);
  for (const url of ['https://a.gong.io/x', 'https://b.cdn.example/x'])
    expect([url, await outcome(url)]).toEqual([url, 'looked up']);
  for (const url of [
    'https://gong.io.evil.example/x',
    'https://evilgong.io/x',
    'https://cdn.example/x',
    'http://a.gong.io/x',
    'ftp://a.gong.io/x',
    'https://user@[::1]/x',
    'https://0x7f000001/x',
  ])
    expect([url, await outcome(url)]).toEqual([url, 'host_refused']);
});

test('each redirect is looked at anew, and what the operator names in full may be here', async () => {
  const inside = await startHttp((_, response) => response.end('inside'));
  const gong = await startHttp((request, response) => {
    const leads = { '/out': inside.url, '/on': '/end', '/round': '/round' }[request.url ?? ''];
    if (leads) response.writeHead(302, { location: leads });
    response.end('here');
  });
  try {
    const fetch = guardedFetch({ hosts: [], isLocal: false });
    const ask = (path: string, with_ = fetch) =>
      with_(`${gong.url}${path}`, { signal, trusts: { origin: gong.url, isByOperator: true } });
    await expect(ask('/out')).rejects.toMatchObject(REFUSED);
    await expect(ask('/round')).rejects.toMatchObject(REFUSED);
    expect(inside.requests).toEqual([]);
    expect(await (await ask('/on')).text()).toBe('here');
    expect(await (await ask('/out', guardedFetch({ hosts: [new URL(inside.url).host], isLocal: false }))).text()).toBe(
      'inside',
    );
  } finally {
    await gong.close();
    await inside.close();
  }
});

test('an origin that an admin typed is trusted to be Gong, and with no address of this network', async () => {
  const gong = await startHttp((_, response) => response.end('what only this machine may read'));
  const lookup: LookupFunction = (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]);
  try {
    const rebound = gong.url.replace('127.0.0.1', 'rebind.example');
    const fetch = guardedFetch({ hosts: [], isLocal: false, lookup: lookup as never });
    const local = guardedFetch({ hosts: [], isLocal: true, lookup: lookup as never });
    const asking = (origin: string, isByOperator = false) => ({ signal, trusts: { origin, isByOperator } });
    for (const ask of [fetch, local]) await expect(ask(`${rebound}/a`, asking(rebound))).rejects.toMatchObject(REFUSED);
    await expect(fetch(`${gong.url}/a`, asking(gong.url))).rejects.toMatchObject(REFUSED);
    await expect(local(`${gong.url}/a`, asking('https://gong.example'))).rejects.toMatchObject(REFUSED);
    expect(gong.requests).toEqual([]);
    expect((await local(`${gong.url}/a`, asking(gong.url))).status).toBe(200);
    expect((await fetch(`${gong.url}/a`, asking(gong.url, true))).status).toBe(200);
  } finally {
    await gong.close();
  }
});

test('a host typed by an admin leads into no private network, and to this machine only while nobody else reaches us', async () => {
  const local = hostCheck({ hosts: [], isLocal: true });
  const served = hostCheck({ hosts: ['10.0.0.9:8080'], isLocal: false });
  await local('http://localhost:4000');
  await local('http://127.0.0.1:4000');
  await expect(local('http://169.254.169.254')).rejects.toMatchObject(REFUSED);
  await expect(served('http://localhost:4000')).rejects.toMatchObject(REFUSED);
  await expect(served('http://10.0.0.9:22')).rejects.toMatchObject(REFUSED);
  await served('http://10.0.0.9:8080');
  await served('https://no-such-host.invalid');
});

test('the endpoint of a model that an admin typed is asked over TLS, and here only where it may be', async () => {
  const check = modelHostCheck({ hosts: ['10.0.0.9:8080'], isLocal: false });
  await check('https://no-such-host.invalid/v1');
  await check('http://10.0.0.9:8080/v1');
  await expect(check('http://no-such-host.invalid/v1')).rejects.toMatchObject(REFUSED);
  await expect(check('http://127.0.0.1:11434/v1')).rejects.toMatchObject(REFUSED);
  await modelHostCheck({ hosts: [], isLocal: true })('http://localhost:11434/v1');
});

test('a name that leads elsewhere once it was typed is not asked, nor is what it redirects to', async () => {
  const lookup: LookupFunction = (_, __, callback) => callback(null, [{ address: '10.0.0.1', family: 4 }]);
  const moved = typedEndpointFetch({ hosts: [], isLocal: true, lookup: lookup as never });
  await expect(moved('https://models.example/v1')).rejects.toMatchObject(REFUSED);
  await expect(typedEndpointFetch({ hosts: [], isLocal: false })('http://127.0.0.1:9/v1')).rejects.toMatchObject(
    REFUSED,
  );
  const here = await startHttp((_, response) => {
    response.writeHead(307, { location: 'http://169.254.169.254/' });
    response.end();
  });
  const local = typedEndpointFetch({ hosts: [], isLocal: true });
  expect((await local(`${here.url}/v1`, { method: 'POST', body: '{}' })).status).toBe(307);
  await here.close();
});
