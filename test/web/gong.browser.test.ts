import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { type Browsing, seriousProblems as seriousProblemsOf, signIn } from '../support/browsing.ts';
import { executable, type InBrowser, openInBrowser, PASSWORD } from '../support/in-browser.ts';
import { freePort } from '../support/servers.ts';
import { smallWorld } from '../support/small-world.ts';
import { openTestServices } from '../support/test-services.ts';

const SCREENSHOTS = 'test/.cache/screenshots';

describe.skipIf(!executable)('the Gong integration in a real browser', () => {
  let served: InBrowser;
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let browsing: Browsing;
  let page: Page;
  let url = '';
  let organization: { id: string; apiKey: string };

  beforeAll(async () => {
    const port = await freePort();
    simulator = await startGongSimulator(smallWorld(150), { port, accessKey: 'k', accessKeySecret: 's' });
    const app = await openTestServices({
      GONG_CLIENT_ID: 'simulator-client',
      GONG_CLIENT_SECRET: 'simulator-client-secret',
      GONG_APP_URL: simulator.url,
    });
    organization = await createOrganization(app.services, {
      name: 'Ours',
      adminEmail: 'robin@ours.example',
      password: PASSWORD,
      domains: ['ours.example'],
    });
    served = await openInBrowser(app, {
      origins: () => [simulator.url],
      // A signed-out page gets a 401, and Chromium logs the status.
      ignored: /401/,
      page: { viewport: { width: 1200, height: 1000 } },
    });
    ({ browsing, page, url } = served);
    app.services.startJobs();
  });
  afterAll(async () => {
    await served?.close();
    await simulator?.close();
  });

  const seriousProblems = () => seriousProblemsOf(page);

  test('an admin goes Integrations → Admin apps → Gong → Connect, and ends as Connected with data sync off', async () => {
    await signIn(page, url, 'robin@ours.example', PASSWORD);
    await page.getByRole('link', { name: 'Connect Gong or check its sync' }).waitFor();
    await page.getByRole('link', { name: 'Integrations', exact: true }).click();
    await page.getByRole('heading', { name: 'Admin apps' }).waitFor();
    await page.getByText('Not connected').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/integrations.png` });
    expect(await seriousProblems()).toEqual([]);
    await page.getByRole('link', { name: /Gong/ }).click();
    await page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/gong-not-connected.png` });
    expect(await seriousProblems()).toEqual([]);

    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('heading', { name: 'Allow access?' }).waitFor();
    await page.getByText('api:calls:read:transcript').waitFor();
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByText(/was declined there/).waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/gong-declined.png` });

    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('Connected, data sync off').waitFor();
    expect(new URL(page.url()).pathname).toBe('/integrations/gong');
    expect(await page.getByText(`localhost:${new URL(simulator.url).port}`).count()).toBe(1);
    await page.screenshot({ path: `${SCREENSHOTS}/gong-connected-off.png`, fullPage: true });
    expect(await seriousProblems()).toEqual([]);
    // Nothing but the proof of access was asked for.
    expect(simulator.requests.map(({ path }) => path)).toEqual(['/v2/workspaces']);
  });

  test('with data sync on the last 48 hours are asked for; history comes with an estimate, progress and numbers', async () => {
    await page.getByRole('button', { name: 'Turn on data sync' }).click();
    await page.getByRole('status').getByText('Connected', { exact: true }).waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: /New calls.*done/ })
      .waitFor();
    const first = simulator.requests.find(({ path }) => path === '/v2/calls/extensive')?.body as
      | { filter: { fromDateTime: string; toDateTime: string } }
      | undefined;
    const { fromDateTime, toDateTime } = first?.filter ?? { fromDateTime: '', toDateTime: '' };
    expect(Date.parse(toDateTime) - Date.parse(fromDateTime)).toBe(48 * 3_600_000);

    await page.getByLabel('From', { exact: true }).fill('2025-01-01');
    await page.getByRole('button', { name: 'Estimate' }).click();
    await page.getByText(/^150 calls.*requests, about/).waitFor();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/gong-importing.png`, fullPage: true });
    await page.getByText(/150 calls read: 150 added/).waitFor();
    await page.getByLabel('Calls', { exact: true }).locator('dd', { hasText: /^150$/ }).waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/gong-imported.png`, fullPage: true });
    expect(await seriousProblems()).toEqual([]);
  });

  test('says why something is not here, with a way to the guide', async () => {
    await page.getByRole('textbox', { name: 'A call’s title' }).fill('Call 3');
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.getByText('This call is here, with its transcript').first().waitFor();
    await page.getByLabel('Look for').selectOption('callId');
    await page.getByLabel('Gong call ID or link', { exact: true }).fill('https://us-1.app.gong.io/call?id=404');
    await page.getByRole('button', { name: 'Why?' }).click();
    const said = page.getByRole('listitem').filter({ hasText: 'Gong does not show a call 404' });
    await said.waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/gong-why.png`, fullPage: true });
    await said.getByRole('link', { name: 'More' }).click();
    await page.getByRole('heading', { name: 'Calls not appearing' }).waitFor();
    expect(await page.evaluate(() => document.getElementById(location.hash.slice(1))?.textContent)).toBe(
      'Calls not appearing',
    );
    await page.screenshot({ path: `${SCREENSHOTS}/gong-guide.png` });
    expect(await seriousProblems()).toEqual([]);
    await page.goBack();
  });

  test('fits a phone in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${url}/integrations/gong`);
    await page.getByRole('button', { name: 'Turn off data sync' }).waitFor();
    await page.screenshot({ path: `${SCREENSHOTS}/gong-phone-dark.png`, fullPage: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await seriousProblems()).toEqual([]);
    await page.setViewportSize({ width: 1200, height: 1000 });
    await page.emulateMedia({ colorScheme: 'light' });
  });

  test('a member who is no admin finds no way there, and nothing when they go by hand', async () => {
    const headers = { authorization: `Bearer ${organization.apiKey}`, 'content-type': 'application/json' };
    const invited = await fetch(`${url}/api/v1/invitations`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email: 'mira@ours.example', role: 'member' }),
    });
    const invitation = (await invited.json()) as { id: string };
    await fetch(`${url}/api/v1/invitations/${invitation.id}/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Mira', password: PASSWORD }),
    });
    const member = await browsing.newPage();
    await signIn(member, url, 'mira@ours.example', PASSWORD);
    expect(await member.getByRole('link', { name: 'Integrations' }).count()).toBe(0);
    await member.goto(`${url}/integrations/gong`);
    await member.getByRole('heading', { name: 'Only admins can see integrations' }).waitFor();
    expect(await member.getByText('localhost').count()).toBe(0);
    await member.context().close();
  });

  test('disconnecting can delete everything that was synced', async () => {
    await page.goto(`${url}/integrations/gong`);
    await page.getByRole('button', { name: 'Disconnect…' }).click();
    await page.getByLabel(/Also delete everything that was synced/).check();
    await page.screenshot({ path: `${SCREENSHOTS}/gong-disconnect.png` });
    expect(await seriousProblems()).toEqual([]);
    await page.getByRole('button', { name: 'Disconnect and delete' }).click();
    await page.getByText('Not connected').waitFor();
    const found = await searchSegments(served.services, await readMember(served.services, organization.id), {
      query: 'price',
    });
    expect(found.total).toBe(0);
  });

  test('no page logged an error or asked another origin for anything', () => {
    expect(browsing.problems).toEqual([]);
  });
});
