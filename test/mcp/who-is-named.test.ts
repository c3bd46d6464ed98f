import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMember } from '../../src/access/read-member.ts';
import { showAccount } from '../../src/directory/show-account.ts';
import { showPerson } from '../../src/directory/show-person.ts';
import { accountNamed, personNamed } from '../../src/mcp/who-is-named.ts';
import type { Viewer } from '../../src/viewer.ts';
import { openHttpOrganization } from '../support/http-organization.ts';

// Twelve customers and people, spoken with later, whose names hold the names of one.

let world: Awaited<ReturnType<typeof openHttpOrganization>>;
let viewer: Viewer;
beforeAll(async () => {
  const others = Array.from({ length: 12 }, (_, n) => ({
    id: String(100 + n),
    startedAt: new Date('2026-06-01T10:00:00Z'),
    says: [
      [`a${n}ann@a${n}bay.example`, 'Hello.'] as [string, string],
      [`a${n}ann@bay.example`, 'Hi.'] as [string, string],
    ],
  }));
  world = await openHttpOrganization([
    { id: '1', startedAt: new Date('2026-01-01T10:00:00Z'), says: [['ann@bay.example', 'Good morning.']] },
    ...others,
  ]);
  viewer = await readMember(world.services, world.organizationId);
});
afterAll(() => world?.close());

test('an account or person that is called just so is meant, however many others hold the name', async () => {
  const account = await accountNamed(world.services, viewer, '@Bay.example');
  expect((await showAccount(world.services, viewer, account)).domains).toEqual(['bay.example']);
  const person = await personNamed(world.services, viewer, 'Ann@bay.example');
  expect((await showPerson(world.services, viewer, person)).email).toBe('ann@bay.example');
});

test('where more fit than are named, it is said', async () => {
  await expect(accountNamed(world.services, viewer, 'ay.example')).rejects.toThrow(/; and more\. Give one of these/);
});
