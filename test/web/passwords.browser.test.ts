import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptInvitation } from '../../src/access/accept-invitation.ts';
import { createOrganization } from '../../src/access/create-organization.ts';
import { inviteMember } from '../../src/access/invite-member.ts';
import { type Browsing, signIn } from '../support/browsing.ts';
import { executable, type InBrowser, openInBrowser, PASSWORD } from '../support/in-browser.ts';
import { openTestServices } from '../support/test-services.ts';

describe.skipIf(!executable)('passwords in a real browser', () => {
  let served: InBrowser;
  let browsing: Browsing;
  let admin: Page;
  let url = '';

  beforeAll(async () => {
    const app = await openTestServices();
    const { services } = app;
    const email = 'robin@ours.example';
    const made = await createOrganization(services, { name: 'Ours', adminEmail: email });
    const { id } = await inviteMember(services, made.admin, { email: 'mira@ours.example', role: 'member' });
    await acceptInvitation(services, null, { invitationId: id, name: 'Mira', password: PASSWORD });
    // Expected: 401 on a signed-out page, 400 for a password that is refused, 404 for a link that is used up.
    served = await openInBrowser(app, { member: email, ignored: /status of 40[014]/ });
    ({ browsing, page: admin, url } = served);
  });
  afterAll(() => served?.close());

  test('an admin hands a link on, and the member chooses a password with it, once', async () => {
    await admin.goto(`${url}/settings?part=members`);
    await admin.getByRole('button', { name: 'Reset password of Mira' }).click();
    const link = await admin.getByLabel('Password link for mira@ours.example').inputValue();
    const member = await browsing.newPage();
    await member.goto(link);
    const choose = async (password: string, again = password) => {
      await member.getByLabel(/^New password/).fill(password);
      await member.getByLabel('Confirm new password').fill(again);
      await member.getByRole('button', { name: 'Change password' }).click();
    };
    await choose('chosen by mira', 'chosen by myra');
    await member.getByText('The passwords don’t match. Enter the same one twice.').waitFor();
    await choose('password1');
    await member.getByText(/first that strangers try/).waitFor();
    expect(await browsing.inspect(member, 'new-password')).toEqual([]);
    await choose('chosen by mira');
    await member.getByText('Password changed').waitFor();
    await signIn(member, url, 'mira@ours.example', 'chosen by mira');
    await member.goto(link);
    await member.reload();
    await choose('chosen again');
    await member.getByText(/used up or over/).waitFor();
    await member.context().close();
  });

  test('a member changes their own password, and goes on', async () => {
    await admin.goto(`${url}/settings?part=password`);
    await admin.getByLabel('Current password').fill('not the password');
    await admin.getByLabel(/^New password/).fill('another good one');
    await admin.getByRole('button', { name: 'Change password' }).click();
    await admin.getByText('The current password is not right.').waitFor();
    expect(await browsing.inspect(admin, 'settings-password')).toEqual([]);
    await admin.getByLabel('Current password').fill(PASSWORD);
    await admin.getByRole('button', { name: 'Change password' }).click();
    await admin.getByText('Password changed. You’re signed out everywhere else.').waitFor();
    await admin.goto(`${url}/settings?part=members`);
    await admin.getByRole('row', { name: /Mira/ }).waitFor();
  });

  test('no page logged an error or asked another origin for anything', () => {
    expect(browsing.problems).toEqual([]);
  });
});
