import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHttpOrganization } from '../support/http-organization.ts';

let world: Awaited<ReturnType<typeof openHttpOrganization>>;
beforeAll(async () => {
  world = await openHttpOrganization([
    {
      id: '1',
      title: 'One',
      startedAt: new Date('2026-11-01T10:00:00Z'),
      says: [
        ['tove@acme.example', 'The price is fine.'],
        ['robin@ours.example', 'Good.'],
      ],
    },
    {
      id: '2',
      title: 'Two',
      startedAt: new Date('2026-11-02T10:00:00Z'),
      says: [
        ['dana@gmail.com', 'Dana here about budgets.'],
        ['robin@ours.example', 'Hello Dana.'],
      ],
    },
    {
      id: '3',
      title: 'Three',
      startedAt: new Date('2026-11-03T10:00:00Z'),
      says: [
        ['lee@acme-foods.example', 'The audit log.'],
        ['mara@freelance.example', 'I am one of yours.'],
      ],
    },
    {
      id: '4',
      title: 'Four',
      startedAt: new Date('2026-11-04T10:00:00Z'),
      says: [['lee@acme-foods.example', 'And the night view.']],
    },
  ]);
});
afterAll(() => world.close());

const accounts = async (): Promise<{ id: string; name: string; state: string; domains: string[]; calls: number }[]> =>
  (await world.request('GET', '/accounts?limit=50')).body.accounts;
const named = async (name: string) => (await accounts()).find((account) => account.name === name);
/** A call as readers see it: participants with name and side, and the accounts. */
const onCall = async (id: string) => {
  const { body } = await world.request('GET', `/calls/${id}`);
  return {
    accounts: body.accounts.map(({ name }: { name: string }) => name),
    sides: body.participants.map(({ email, side }: { email: string; side: string }) => [email, side]),
  };
};
/** The number of segments found for an account, to see the links in the index. */
const found = async (query: string) => (await world.request('POST', '/search', { query })).body.total;

test('a proposed account is accepted, renamed, and merged into another, which moves past calls in store and index', async () => {
  const [acme, foods] = [await named('Acme'), await named('Acme Foods')];
  expect([acme?.state, foods?.state]).toEqual(['proposed', 'proposed']);
  const accepted = await world.request('PATCH', `/accounts/${acme?.id}`, {
    state: 'active',
    name: 'Acme Group',
    aliases: ['Acme'],
  });
  expect(accepted.body).toMatchObject({ name: 'Acme Group', state: 'active', calls: 1 });
  expect(await found('account:"Acme Group" "audit log"')).toBe(0);
  const merged = await world.request('PATCH', `/accounts/${foods?.id}`, { mergeInto: acme?.id });
  expect(merged.body).toMatchObject({ name: 'Acme Group', calls: 3, domains: ['acme-foods.example', 'acme.example'] });
  expect((await onCall('3')).accounts).toContain('Acme Group');
  expect(await found('account:"Acme Group" "audit log"')).toBe(1);
  expect(await named('Acme Foods')).toBeUndefined();
});

test('an ignored account is no account of past calls, and a domain moves to whom it is given', async () => {
  const acme = await named('Acme Group');
  await world.request('PATCH', `/accounts/${acme?.id}`, { state: 'ignored' });
  expect(await onCall('1')).toMatchObject({ accounts: [] });
  await world.request('PATCH', `/accounts/${acme?.id}`, { state: 'active', domains: ['acme.example'] });
  const made = await world.request('POST', '/accounts', {
    name: 'Foods',
    domains: ['acme-foods.example'],
    ownerEmail: 'robin@ours.example',
  });
  expect(made.status).toBe(201);
  expect([await onCall('1'), await onCall('4')]).toMatchObject([{ accounts: ['Acme Group'] }, { accounts: ['Foods'] }]);
  expect((await world.request('PATCH', `/accounts/${acme?.id}`, { domains: ['acme-foods.example'] })).status).toBe(409);
  expect((await world.request('PATCH', '/accounts/acc_nope', { name: 'x' })).status).toBe(404);
});

test('contacts come from a file, and outrank what a domain says; mistakes are named and nothing is imported', async () => {
  const bad = await world.request('POST', '/people/import', 'email,account\nnonsense,Acme Group\nx@y.example,Nobody\n');
  expect(bad.status).toBe(400);
  expect(bad.body.error.message).toContain('line 2');
  expect(bad.body.error.message).toContain('line 3: there is no account "Nobody"');
  const good = await world.request(
    'POST',
    '/people/import',
    'email,name,title,account\nDana@gmail.com,Dana Whitlock,COO,acme.example\n',
  );
  expect(good.body).toMatchObject({ added: 0, changed: 1, callsRelinked: 1 });
  expect(await onCall('2')).toMatchObject({ accounts: ['Acme Group'] });
  const { body } = await world.request('GET', '/people?query=dana');
  expect(body.people).toMatchObject([{ name: 'Dana Whitlock', title: 'COO', kind: 'contact' }]);
  expect(await found('account:"Acme Group" "about budgets"')).toBe(1);
});

test('the organization’s own domains decide who is one of us, in past calls too', async () => {
  expect((await onCall('3')).sides).toContainEqual(['mara@freelance.example', 'customer']);
  await world.request('POST', '/people', { email: 'mara@freelance.example', name: 'Mara Lind', kind: 'teammate' });
  expect((await onCall('3')).sides).toContainEqual(['mara@freelance.example', 'us']);
  const mara = (await world.request('GET', '/people?query=mara')).body.people[0];
  await world.request('PATCH', `/people/${mara.id}`, { kind: 'contact', accountId: (await named('Foods'))?.id });
  expect((await onCall('3')).sides).toContainEqual(['mara@freelance.example', 'customer']);
  expect((await world.request('POST', '/people', { email: 'x@y.example', accountId: 'acc_nope' })).status).toBe(404);
});

test('participants of nobody are listed with the reason, and linked in one step', async () => {
  await world.save([
    {
      id: '5',
      title: 'Five',
      startedAt: new Date('2026-11-05T10:00:00Z'),
      says: [['kim@gmail.com', 'Hello from Kim about pallets.']],
    },
    {
      id: '6',
      title: 'Six',
      startedAt: new Date('2026-11-06T10:00:00Z'),
      says: [
        ['room1@intranet', 'Hello from the room.'],
        ['tove@eu.acme.example', 'And from abroad.'],
      ],
    },
  ]);
  const { body } = await world.request('GET', '/people/unlinked');
  const kim = body.participants.find(({ email }: { email: string }) => email === 'kim@gmail.com');
  expect(kim).toMatchObject({ callId: '5', reason: 'freemail', calls: 1 });
  const room = body.participants.find(({ email }: { email: string }) => email === 'room1@intranet');
  expect(room).toMatchObject({ callId: '6', reason: 'no_company' });
  const acme = (await accounts()).find(({ domains }) => domains.includes('acme.example'));
  await world.request('PATCH', `/accounts/${acme?.id}`, { state: 'ignored' });
  const ignored = (await world.request('GET', '/people/unlinked')).body.participants;
  expect(ignored.find(({ email }: { email: string }) => email === 'tove@eu.acme.example')).toMatchObject({
    reason: 'ignored_account',
  });
  const linked = await world.request('POST', `/calls/5/participants/${kim.position}/link`, {
    accountId: (await named('Foods'))?.id,
  });
  expect(linked.body).toMatchObject({ email: 'kim@gmail.com', kind: 'contact' });
  expect(await onCall('5')).toMatchObject({ accounts: ['Foods'] });
  expect(await found('account:Foods pallets')).toBe(1);
  const after = (await world.request('GET', '/people/unlinked')).body.participants;
  expect(after.map(({ email }: { email: string }) => email)).not.toContain('kim@gmail.com');
  expect((await world.request('POST', '/calls/5/participants/99/link', { accountId: 'x' })).status).toBe(404);
});
