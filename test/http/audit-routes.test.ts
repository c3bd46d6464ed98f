import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { audit } from '../../src/cli/audit-command.ts';
import { recordAudit } from '../../src/store/audit-store.ts';
import { NOW } from '../support/builders.ts';
import { openHttpOrganization } from '../support/http-organization.ts';

let opened: Awaited<ReturnType<typeof openHttpOrganization>>;

/** After the organization was made, which is recorded too. */
const FROM = '2026-11-23';

beforeAll(async () => {
  opened = await openHttpOrganization([]);
  const { services, deps, organizationId } = opened;
  const admin = await readMember(services, organizationId);
  for (const day of [1, 2, 3]) {
    const at = new Date(NOW.getTime() + day * 86_400_000);
    const details = { email: `lee${day}@ours.example`, role: 'member' };
    await recordAudit(deps.db, admin, { action: 'member.invited', subject: `inv_${day}`, details }, at);
  }
});
afterAll(() => opened?.close());

test('an admin reads who did what, newest first, page by page and by range', async () => {
  const { body } = await opened.request('GET', `/audit?limit=2&from=${FROM}`);
  expect(body.records).toMatchObject([
    {
      at: '2026-11-25T12:00:00.000Z',
      actor: { email: 'robin@ours.example' },
      action: 'member.invited',
      subject: 'inv_3',
      details: { email: 'lee3@ours.example', role: 'member' },
    },
    { subject: 'inv_2' },
  ]);
  const next = await opened.request('GET', `/audit?limit=2&from=${FROM}&cursor=${body.cursor}`);
  expect(next.body.records).toMatchObject([{ subject: 'inv_1' }]);
  expect(next.body).not.toHaveProperty('cursor');
  const ranged = await opened.request('GET', '/audit?from=2026-11-24&to=2026-11-25');
  expect(ranged.body.records).toMatchObject([{ subject: 'inv_2' }]);
});

test('a wrong range, limit or cursor is refused in words', async () => {
  for (const query of ['from=yesterdayish', 'limit=0', 'cursor=x', 'action=unknown', 'without=tool'])
    expect(await opened.request('GET', `/audit?${query}`)).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_input' } },
    });
});

test('the command prints the whole range, as lines or as objects', async () => {
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => {}, signal: new AbortController().signal };
  const run = (...args: string[]) =>
    audit(opened.services, ['--organization', opened.organizationId, '--from', FROM, ...args], io, '');
  expect(await run('--to', '2026-11-25')).toBe(0);
  expect(out).toEqual([
    '2026-11-24T12:00:00.000Z  robin@ours.example  member.invited  inv_2  role="member"  email="lee2@ours.example"',
    '2026-11-23T12:00:00.000Z  robin@ours.example  member.invited  inv_1  role="member"  email="lee1@ours.example"',
  ]);
  out.length = 0;
  await run('--json');
  expect(out.map((line) => JSON.parse(line).subject)).toEqual(['inv_3', 'inv_2', 'inv_1']);
});

test('one action is read alone or left out, by the API and the command', async () => {
  const { services, deps, organizationId } = opened;
  const admin = await readMember(services, organizationId);
  const details = { tool: 'list_calls', shown: 3 };
  const day = '2026-12-24';
  for (const subject of [1, 2])
    await recordAudit(deps.db, admin, { action: 'tool.called', details }, new Date(`${day}T0${subject}:00:00Z`));
  await recordAudit(deps.db, admin, { action: 'person.erased' }, new Date(`${day}T03:00:00Z`));
  const actionsOf = async (query: string) => {
    const { body } = await opened.request('GET', `/audit?from=${day}&${query}`);
    return body.records.map(({ action }: { action: string }) => action);
  };
  expect(await actionsOf('without=tool.called')).toEqual(['person.erased']);
  expect(await actionsOf('action=tool.called')).toEqual(['tool.called', 'tool.called']);
  const out: string[] = [];
  const io = { out: (line: string) => void out.push(line), err: () => {}, signal: new AbortController().signal };
  const args = ['--organization', organizationId, '--from', day, '--without', 'tool.called'];
  expect(await audit(services, args, io, '')).toBe(0);
  expect(out).toEqual([expect.stringContaining('person.erased')]);
  await expect(audit(services, [...args, '--action', 'erased'], io, '')).rejects.toThrow('There is no action "erased"');
});
