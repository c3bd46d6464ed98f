import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setPassword } from '../../src/access/set-password.ts';
import { AUDIT_ACTIONS, type AuditRecord } from '../../src/audit.ts';
import { runDataCommand } from '../../src/cli/run-data-command.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { listAudit } from '../../src/store/audit-store.ts';
import { connectByOAuth } from '../support/connect-by-oauth.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { freePort } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';
import { makeFolder } from '../support/test-services.ts';

// Walks once through every change, erasure and bulk read by an admin, and compares the audit records.

const folder = makeFolder();
let world: Awaited<ReturnType<typeof openHttpOrganization>>;
let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
let model: Awaited<ReturnType<typeof startScriptedModel>>;
/** Ids and values known only at run time, by their names in the table. */
const ids: Record<string, string> = {};
const seen = new Set<string>();

const spoken = (id: string, who: string, text: string) => ({
  id,
  title: `Talk ${id}`,
  startedAt: new Date('2026-11-02T10:00:00Z'),
  says: [
    [who, text],
    ['robin@ours.example', 'Good.'],
  ] as [string, string][],
});

const records = () => listAudit(world.services.db, world.organizationId, {}, { limit: 1000 });

/** The records added by a deed. */
async function recordsOf(deed: () => Promise<unknown>): Promise<AuditRecord[]> {
  const before = new Set((await records()).map(({ id }) => id));
  await deed();
  const added = (await records()).filter(({ id }) => !before.has(id));
  for (const { action } of added) seen.add(action);
  return added;
}

async function command(...args: string[]): Promise<void> {
  const said: string[] = [];
  const io = {
    out: (line: string) => void said.push(line),
    err: (line: string) => void said.push(line),
    signal: new AbortController().signal,
  };
  const exit = await runDataCommand(world.services, args, io, folder.path);
  if (exit !== 0) throw new Error(`${args.join(' ')}: exit ${exit}, ${said.join(' ')}`);
}

beforeAll(async () => {
  const port = await freePort();
  simulator = await startGongSimulator(smallWorld(3), { port, accessKey: 'k', accessKeySecret: 's' });
  model = await startScriptedModel();
  const calls = [
    spoken('1', 'tove@acme.example', 'The price of pallets is fine.'),
    spoken('2', 'dana@gmail.com', 'The price is high.'),
    spoken('3', 'ilse@globex.example', 'The price is mine.'),
  ];
  world = await openHttpOrganization(calls, ['ours.example'], {
    GONG_CLIENT_ID: 'simulator-client',
    GONG_CLIENT_SECRET: 'simulator-client-secret',
    GONG_APP_URL: simulator.url,
  });
  for (const { action } of await records()) seen.add(action);
  const post = async (path: string, body: unknown, headers = {}) =>
    (await world.request('POST', path, body, headers)).body;
  const asVisitor = { authorization: '' };
  const joined = await recordsOf(async () => {
    for (const name of ['mira', 'noa']) {
      const { id } = await post('/invitations', { email: `${name}@ours.example` });
      ids[name] = (await post(`/invitations/${id}/accept`, { name, password: 'a good password' }, asVisitor)).id;
    }
  });
  const theirs = joined.filter(({ action }) => action === 'member.joined');
  expect(theirs.map(({ subject }) => subject).sort()).toEqual([ids.mira, ids.noa].sort());
  expect(theirs.every(({ subject, actor }) => subject === actor.memberId)).toBe(true);
  const { accounts } = (await world.request('GET', '/accounts')).body;
  const { people } = (await world.request('GET', '/people')).body;
  Object.assign(ids, {
    organizationId: world.organizationId,
    invitationId: (await post('/invitations', { email: 'lee@ours.example' })).id,
    keyId: (await post('/api-keys', { name: 'to be revoked' })).id,
    answerId: (await post('/ask', { question: 'What was said about price?' })).id,
    acme: accounts.find(({ domains }: { domains: string[] }) => domains.includes('acme.example')).id,
    globex: accounts.find(({ domains }: { domains: string[] }) => domains.includes('globex.example')).id,
    tove: people.find(({ email }: { email: string }) => email === 'tove@acme.example').id,
    gong: simulator.url,
    model: model.url,
    modelHost: new URL(model.url).host,
  });
});
afterAll(async () => {
  await world?.close();
  await simulator?.close();
  await model?.close();
  folder.remove();
});

const filled = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value).replace(/<(\w+)>/g, (_, name: string) => {
      if (ids[name] === undefined) throw new Error(`there is no ${name}`);
      return ids[name];
    }),
  );

const TABLE = { accept: 'text/csv' };
const RANGE = { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' };
const RULES = { titles: ['board'], domains: ['globex.example'], workspaceIds: [], internalOnly: false };

type Row = {
  /** Method and path as the API's document has them. */
  operation: string;
  /** The values for the names in the path. */
  at?: Record<string, string>;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Action, subject and details of every record. `<name>` stands for a value known by then, `<new>` for any id. */
  records: [action: string, subject: string | null, details: Record<string, unknown>][];
};

const ROWS: Row[] = [
  {
    operation: 'PATCH /organization',
    body: { name: 'Ours Limited', fiscalYearStartMonth: 2, dataSyncEnabled: false },
    records: [
      ['organization.changed', null, { name: 'Ours Limited', fiscalYearStartMonth: 2 }],
      ['data_sync.turned_off', null, {}],
    ],
  },
  {
    operation: 'PATCH /organization',
    body: { dataSyncEnabled: true },
    records: [['data_sync.turned_on', null, {}]],
  },
  {
    operation: 'POST /invitations',
    body: { email: 'Kim@ours.example', role: 'admin' },
    records: [['member.invited', '<new>', { email: 'kim@ours.example', role: 'admin' }]],
  },
  {
    operation: 'DELETE /invitations/{invitationId}',
    at: { invitationId: '<invitationId>' },
    records: [['invitation.revoked', '<invitationId>', {}]],
  },
  {
    operation: 'PATCH /members/{memberId}',
    at: { memberId: '<mira>' },
    body: { role: 'admin' },
    records: [['member.role_changed', '<mira>', { email: 'mira@ours.example', role: 'admin' }]],
  },
  {
    operation: 'POST /members/{memberId}/password-link',
    at: { memberId: '<noa>' },
    records: [['member.password_link_made', '<noa>', { email: 'noa@ours.example' }]],
  },
  {
    operation: 'DELETE /members/{memberId}',
    at: { memberId: '<mira>' },
    records: [['member.removed', '<mira>', { email: 'mira@ours.example' }]],
  },
  {
    operation: 'POST /api-keys',
    body: { name: 'for a script' },
    records: [['api_key.created', '<new>', { name: 'for a script' }]],
  },
  { operation: 'DELETE /api-keys/{keyId}', at: { keyId: '<keyId>' }, records: [['api_key.revoked', '<keyId>', {}]] },
  {
    operation: 'POST /integrations/gong/access-key',
    body: { accessKey: 'k', accessKeySecret: 's', baseUrl: '<gong>' },
    records: [['gong.connected', null, { kind: 'access_key', baseUrl: '<gong>', perSecond: 3, perDay: 10_000 }]],
  },
  {
    operation: 'PUT /integrations/gong/webhook',
    body: { publicKey: null },
    records: [['gong.webhook_changed', null, { isOn: false }]],
  },
  {
    operation: 'POST /integrations/gong/sync',
    body: {},
    records: [['sync.started', '<new>', { kind: 'live', from: expect.any(String), to: expect.any(String) }]],
  },
  {
    operation: 'POST /integrations/gong/import',
    body: RANGE,
    records: [['sync.started', '<new>', { kind: 'history', ...RANGE }]],
  },
  ...['pause', 'resume', 'cancel'].map((step) => ({
    operation: 'POST /integrations/gong/runs/{runId}/{step}',
    at: { runId: '<runId>', step },
    records: [['sync.steered', '<runId>', { step }]] as Row['records'],
  })),
  { operation: 'POST /integrations/gong/removals', records: [['removals.confirmed', null, { callsDeleted: 0 }]] },
  {
    operation: 'POST /accounts',
    body: { name: 'Newly Made', domains: ['new.example'] },
    records: [['account.added', '<new>', { given: ['name', 'domains'] }]],
  },
  {
    operation: 'POST /accounts',
    body: { name: 'Newly Made', aliases: ['NM'] },
    records: [['account.changed', '<new>', { given: ['name', 'aliases'] }]],
  },
  {
    operation: 'PATCH /accounts/{accountId}',
    at: { accountId: '<globex>' },
    body: { state: 'ignored' },
    records: [['account.changed', '<globex>', { given: ['state'], state: 'ignored' }]],
  },
  {
    operation: 'PATCH /accounts/{accountId}',
    at: { accountId: '<globex>' },
    body: { mergeInto: '<acme>' },
    records: [['accounts.merged', '<globex>', { into: '<acme>' }]],
  },
  {
    operation: 'POST /people',
    body: { email: 'someone@elsewhere.example', name: 'Someone' },
    records: [['person.added', '<new>', { given: ['name', 'email'] }]],
  },
  {
    operation: 'POST /people',
    body: { email: 'someone@elsewhere.example', title: 'Buyer' },
    records: [['person.changed', '<new>', { given: ['title', 'email'] }]],
  },
  {
    operation: 'PATCH /people/{personId}',
    at: { personId: '<tove>' },
    body: { name: 'Tove B.' },
    records: [['person.changed', '<tove>', { given: ['name'] }]],
  },
  {
    operation: 'POST /accounts/import',
    body: 'name\nInvented\n',
    records: [['accounts.imported', null, { added: 1, changed: 0 }]],
  },
  {
    operation: 'POST /people/import',
    body: 'email,name\nzoe@elsewhere.example,Zoe\ntove@acme.example,Tove\n',
    records: [['contacts.imported', null, { added: 1, changed: 1 }]],
  },
  {
    operation: 'POST /calls/{callId}/participants/{position}/link',
    at: { callId: '2', position: '0' },
    body: { accountId: '<acme>' },
    records: [['participant.linked', '2', { position: 0, personId: '<new>', kind: 'contact' }]],
  },
  {
    operation: 'POST /trackers',
    body: { name: 'Pallets', terms: ['pallet'] },
    records: [['tracker.saved', '<new>', { name: 'Pallets' }]],
  },
  {
    operation: 'PATCH /trackers/{trackerId}',
    at: { trackerId: 'pricing' },
    body: { terms: ['price'] },
    records: [['tracker.saved', 'pricing', { name: 'Pricing' }]],
  },
  {
    operation: 'DELETE /trackers/{trackerId}',
    at: { trackerId: 'pricing' },
    records: [['tracker.deleted', 'pricing', { name: 'Pricing' }]],
  },
  {
    operation: 'PUT /answers/{answerId}/sharing',
    at: { answerId: '<answerId>' },
    body: { isShared: true },
    records: [['answer.shared', '<answerId>', { until: expect.any(String) }]],
  },
  {
    operation: 'PUT /answers/{answerId}/sharing',
    at: { answerId: '<answerId>' },
    body: { isShared: false },
    records: [['answer.unshared', '<answerId>', {}]],
  },
  {
    operation: 'PUT /answers/{answerId}/case',
    at: { answerId: '<answerId>' },
    body: { moments: [{ callId: '1', startMs: 0, endMs: 1000 }] },
    records: [['case.kept', '<new>', { moments: 1 }]],
  },
  { operation: 'DELETE /cases/{caseId}', at: { caseId: '<caseId>' }, records: [['case.removed', '<caseId>', {}]] },
  {
    operation: 'PUT /model',
    body: { name: 'scripted', baseUrl: '<model>', apiKey: 'a secret key' },
    records: [['model.set', null, { name: 'scripted', host: '<modelHost>', hasKey: true }]],
  },
  { operation: 'POST /model/try', records: [['model.tried', null, { model: 'scripted' }]] },
  { operation: 'DELETE /model', records: [['model.removed', null, {}]] },
  {
    operation: 'GET /usage',
    query: '?from=2026-10-01&to=2026-11-01',
    records: [['usage.read', null, RANGE]],
  },
  {
    operation: 'GET /reports/engagement',
    query: '?by=teammate&from=2026-10-01&to=2026-11-01',
    headers: TABLE,
    records: [['report.exported', null, { report: 'engagement', by: 'teammate', ...RANGE, rows: expect.any(Number) }]],
  },
  {
    operation: 'GET /reports/trackers',
    query: '?from=2026-10-01&to=2026-11-01',
    headers: TABLE,
    records: [['report.exported', null, { report: 'trackers', ...RANGE, rows: 0 }]],
  },
  {
    operation: 'POST /search',
    body: { query: 'pallets' },
    headers: TABLE,
    records: [['search.exported', null, { rows: expect.any(Number) }]],
  },
  // Reading without taking a table away is daily work, and leaves no record.
  { operation: 'GET /reports/engagement', records: [] },
  { operation: 'POST /search', body: { query: 'pallets' }, records: [] },
  {
    operation: 'PATCH /access',
    body: { withoutGongUser: 'own' },
    records: [['access.changed', null, { mode: 'everyone', team: 'both', withoutGongUser: 'own', rules: [] }]],
  },
  {
    operation: 'PUT /rules',
    body: { exclusions: RULES, retentionMonths: 12 },
    records: [
      ['rules.changed', null, { ...RULES, retentionMonths: 12 }],
      ['rules.applied', null, { callsRemoved: 1 }],
    ],
  },
  {
    operation: 'POST /erasures',
    body: { person: 'tove@acme.example' },
    records: [['person.erased', null, { people: 1, calls: 1, segments: 1, answers: expect.any(Number) }]],
  },
  { operation: 'POST /erasures', body: { callId: '2' }, records: [['call.erased', '2', {}]] },
  {
    operation: 'DELETE /integrations/gong',
    query: '?deleteData=true',
    records: [['gong.disconnected', null, { erases: true, callsDeleted: expect.any(Number) }]],
  },
];
/** Open to admins, but without a change or a bulk read. */
const NOTHING_TO_RECORD = [
  'POST /accounts/import/preview',
  'POST /people/import/preview',
  'POST /rules/preview',
  'POST /integrations/gong/import/estimate',
  'POST /integrations/gong/connect',
];
/** Recorded as the verbs inside, in the organization made (test/http/set-up-routes.test.ts). */
const MADE_OF_OTHERS = ['POST /demo'];

describe('what an admin does leaves its record, and no more than is said', () => {
  test.each(ROWS)(
    '$operation $body $query',
    async ({ operation, at = {}, query = '', body, headers, records: told }) => {
      const [method = '', template = ''] = operation.split(' ');
      const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(filled(at[name])));
      let answered: Awaited<ReturnType<typeof world.request>> | undefined;
      const added = await recordsOf(async () => {
        answered = await world.request(method, `${path}${query}`, body && filled(body), headers);
      });
      expect([answered?.status, answered?.text]).toEqual([
        expect.toSatisfy((code) => code >= 200 && code < 300),
        answered?.text,
      ]);
      if (answered?.body?.runId) ids.runId = answered.body.runId;
      if (operation.endsWith('/case')) ids.caseId = answered?.body.id;
      const shown = added.map(({ action, subject, details, actor }) => ({
        action,
        subject,
        details,
        email: actor.email,
      }));
      const id = (text: string | null) =>
        text === '<new>' ? expect.stringMatching(/^[a-z]{3}_\w+$/) : text && filled(text);
      const expected = told.map(([action, subject, details]) => ({
        action,
        subject: id(subject),
        details: Object.fromEntries(
          Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? id(value) : value]),
        ),
        email: 'robin@ours.example',
      }));
      const byAction = (a: { action: string }, b: { action: string }) => a.action.localeCompare(b.action);
      expect(shown.sort(byAction)).toEqual(expected.sort(byAction));
    },
  );

  test('Gong connected in the browser', async () => {
    const added = await recordsOf(() => connectByOAuth(world.http, world.apiKey));
    expect(added).toMatchObject([
      { action: 'gong.connected', details: { kind: 'oauth' }, actor: { email: 'robin@ours.example' } },
    ]);
    expect(JSON.stringify(added)).not.toMatch(/token|secret/i);
  });

  test('no route of admins that changes something is left out here', async () => {
    const { paths } = (await world.request('GET', '/openapi.json')).body;
    const ofAdmins = Object.entries<Record<string, { summary: string }>>(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { summary }]) =>
        method !== 'get' && summary.includes('(admins)') ? `${method.toUpperCase()} ${path}` : [],
      ),
    );
    const walked = [...new Set(ROWS.map(({ operation }) => operation)), ...NOTHING_TO_RECORD, ...MADE_OF_OTHERS];
    expect(ofAdmins.length).toBeGreaterThan(20);
    expect(ofAdmins.filter((operation) => !walked.includes(operation))).toEqual([]);
  });
});

test('what a member does with keys and answers of their own is theirs in the record', async () => {
  const { services } = world;
  await setPassword(services, { email: 'noa@ours.example', password: 'another password' });
  const { api } = await services.auth();
  const signedIn = await api.signInEmail({
    body: { email: 'noa@ours.example', password: 'another password' },
    returnHeaders: true,
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const added = await recordsOf(async () =>
    world.http.request('/api/v1/api-keys', {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'hers' }),
    }),
  );
  expect(added).toMatchObject([{ action: 'api_key.created', actor: { memberId: ids.noa, email: 'noa@ours.example' } }]);
});

test('what an agent reads for a member, by tool and number, without a word', async () => {
  const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'list_calls', arguments: {} } };
  const headers = {
    authorization: `Bearer ${world.apiKey}`,
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
  };
  // The tool is called while its answer is read.
  const call = async () =>
    (await world.http.request('/mcp', { method: 'POST', headers, body: JSON.stringify(body) })).text();
  const details = { tool: 'list_calls', shown: expect.any(Number) };
  expect(await recordsOf(call)).toMatchObject([{ action: 'tool.called', subject: null, details }]);
});

describe('what whoever runs the server does is theirs, whomever they act as', () => {
  const operator = { memberId: null, email: null };
  test('an organization is made by command, with a key', async () => {
    const made = (await records()).filter(({ action }) => action === 'organization.created');
    expect(made).toMatchObject([{ actor: operator, details: { name: 'Ours', admin: 'robin@ours.example' } }]);
    const keys = (await records()).filter(({ details }) => details.name === 'made with the organization');
    expect(keys).toMatchObject([{ action: 'api_key.created', actor: operator, details: { as: 'robin@ours.example' } }]);
  });

  test('commands that act as an admin', async () => {
    writeFileSync(join(folder.path, 'accounts.csv'), 'name,domain\nInitech,initech.example\n');
    const acting = ['--organization', world.organizationId];
    expect(await recordsOf(() => command('organization', 'data-sync', 'off', ...acting))).toMatchObject([
      { action: 'data_sync.turned_off', actor: operator, details: { as: 'robin@ours.example' } },
    ]);
    expect(await recordsOf(() => command('accounts', 'import', 'accounts.csv', ...acting))).toMatchObject([
      { action: 'accounts.imported', actor: operator, details: { added: 1, changed: 0, as: 'robin@ours.example' } },
    ]);
    expect(await recordsOf(() => command('erase', '--person', 'nobody@acme.example', ...acting))).toMatchObject([
      { action: 'person.erased', actor: operator, details: { people: 0, as: 'robin@ours.example' } },
    ]);
  });

  test('what is done to the whole server, in the record of each organization', async () => {
    expect(await recordsOf(() => command('reindex'))).toMatchObject([
      { action: 'index.rebuilt', actor: operator, details: {} },
    ]);
    expect(await recordsOf(() => command('reindex', '--drop-old'))).toMatchObject([
      { action: 'old_indexes.dropped', actor: operator },
    ]);
    // Nothing to drop is nothing done.
    expect(await recordsOf(() => command('reindex', '--drop-old'))).toEqual([]);
  });

  test('a password that is set', async () => {
    const set = () => setPassword(world.services, { email: 'noa@ours.example', password: 'a third password' });
    const details = { email: 'noa@ours.example' };
    expect(await recordsOf(set)).toMatchObject([
      { action: 'member.password_set', actor: operator, subject: ids.noa, details },
    ]);
  });
});

test('every action that can be recorded was, above', () => {
  // A backup has no route: its command records it, and its own test looks for that.
  const unseen = Object.keys(AUDIT_ACTIONS).filter((action) => !seen.has(action));
  expect(unseen).toEqual(['backup.made']);
});
