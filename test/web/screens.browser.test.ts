import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Browsing, seriousProblems } from '../support/browsing.ts';
import { executable, type InBrowser, openDemoInBrowser, PASSWORD } from '../support/in-browser.ts';

describe.skipIf(!executable)('every screen in a real browser, on the demo data', () => {
  let demo: InBrowser;
  let browsing: Browsing;
  let page: Page;
  let url = '';

  beforeAll(async () => {
    demo = await openDemoInBrowser({
      member: 'robin.vantongel@quillmere.example',
      // Expected: 401 on a signed-out page, 403 for a plain member opening an admin's page by hand, 404 for unknown ids.
      ignored: /status of 40[134]/,
    });
    ({ browsing, page, url } = demo);
    demo.services.startJobs();
  });
  afterAll(() => demo?.close());

  const open = async (path: string) => {
    await page.goto(url + path);
    await page.waitForLoadState('networkidle');
  };
  const read = <Body>(path: string) =>
    page.evaluate(async (at) => (await fetch(`/api/v1${at}`)).json(), path) as Promise<Body>;

  test('no screen has a serious fault, in both themes, on a desk and on a phone', async () => {
    await open('/');
    const { accounts } = await read<{ accounts: { id: string }[] }>('/accounts?query=Acme');
    const { calls } = await read<{ calls: { id: string; transcript: { state: string } }[] }>('/calls?limit=100');
    const spoken = calls.find(({ transcript }) => transcript.state === 'ready');
    const silent = calls.find(({ transcript }) => transcript.state !== 'ready');
    const account = `/accounts/${accounts[0]?.id}`;
    const screens = {
      home: '/',
      search: '/search?q=pricing',
      'search-empty': '/search',
      'search-nothing': '/search?q=zzzzz',
      calls: '/calls',
      call: `/calls/${spoken?.id}`,
      'call-pending': `/calls/${silent?.id}`,
      'call-unknown': '/calls/1',
      accounts: '/accounts',
      account,
      'account-people': `${account}?part=people`,
      'account-topics': `${account}?part=topics`,
      'account-details': `${account}?part=details`,
      people: '/people',
      teammates: '/people?part=teammates',
      unlinked: '/people?part=unlinked',
      reports: '/reports',
      'reports-teammates': '/reports?part=teammates',
      'reports-weeks': '/reports?part=weeks',
      'reports-topics': '/reports?part=trackers',
      integrations: '/integrations',
      gong: '/integrations/gong',
      settings: '/settings',
      members: '/settings?part=members',
      trackers: '/settings?part=trackers',
      model: '/settings?part=model',
      usage: '/settings?part=usage',
      'api-keys': '/settings?part=keys',
      'no-such-page': '/nothing',
      'set-up': '/set-up',
    };
    const found: unknown[] = [];
    for (const [name, path] of Object.entries(screens)) {
      await open(path);
      found.push(...(await browsing.inspect(page, name)));
    }
    expect(found).toEqual([]);
  }, 300_000);

  test('a citation leads to the right second of the playing recording', async () => {
    await open('/');
    await page.getByLabel('Your question').fill('What did we discuss with @Acme about pricing?');
    await page.keyboard.press('Enter');
    await page.getByText(/^Searched \d/).waitFor();
    const citation = page.getByRole('link', { name: /^Citation 3:/ });
    const at = Number(new URL((await citation.getAttribute('href')) ?? '', url).searchParams.get('at'));
    expect(at).toBeGreaterThan(0);
    await citation.click();
    const panel = page.getByRole('dialog');
    await panel.locator('mark').first().waitFor();
    const seconds = () => panel.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime);
    await expect.poll(seconds).toBeCloseTo(at / 1000, 1);
    // A click on the cited words plays the recording from their second.
    await panel.locator('mark').first().click();
    await expect.poll(seconds).toBeGreaterThan(at / 1000 + 0.3);
    expect(await panel.locator('audio').evaluate((audio: HTMLAudioElement) => audio.paused)).toBe(false);
    expect(await seconds()).toBeLessThan(at / 1000 + 20);
    await browsing.shoot(page, 'citation-playing');
    expect(await seriousProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  test('what was answered is kept: a reload opens it without asking again, and it is renamed and deleted', async () => {
    await page.reload();
    await page.getByText(/^Searched \d/).waitFor();
    const answers = () => read<{ conversations: { title: string }[] }>('/conversations');
    expect((await answers()).conversations).toHaveLength(1);
    const list = page.getByRole('region', { name: 'Conversations' });
    await list.getByRole('button', { name: /^Options for/ }).click();
    await page.getByRole('menuitem', { name: 'Rename…' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Acme’s prices');
    await page.getByRole('button', { name: 'Rename' }).click();
    await list.getByRole('link', { name: 'Acme’s prices' }).waitFor();
    await list.getByRole('button', { name: /^Options for/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await list.getByText('Your conversations appear here.').waitFor();
    await page.goto(`${url}/search`);
    await expect.poll(async () => (await answers()).conversations).toEqual([]);
  });

  test('an answer is copied with its citations, rated, narrowed, and shared with a colleague only', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
    await open(`/?q=${encodeURIComponent('What did we discuss about pricing?')}`);
    await page.getByText(/^Searched \d/).waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Narrow' }).click();
    await page.getByLabel('Account or person').fill('corvane');
    await page.getByRole('button', { name: 'Corvane Logistics' }).click();
    await page.getByRole('list', { name: 'Understood as' }).getByText('Corvane Logistics').waitFor();
    await page.getByText(/^Searched 5 calls|^Searched 5 of/).waitFor();
    await page.getByRole('button', { name: 'Copy with citations' }).click();
    await page.getByRole('menuitem', { name: 'Markdown' }).click();
    await page.getByText('Copied as Markdown').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(
      /^\*\*What did we discuss about pricing\?\*\*\n\nWhat was said about pricing in calls with Corvane Logistics, word for word.*\n\n\*\*Corvane/,
    );
    expect(copied).toMatch(/\n1\. .+, \[Corvane Logistics.*\]\(http.*\/calls\/\d+\?at=\d+.*\): “/);
    await page.getByRole('button', { name: 'This did not help' }).click();
    await page.getByLabel(/Comment for your admins/).fill('too long');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thanks for the feedback').waitFor();
    expect(await read('/usage')).toMatchObject({ unhelpful: 1 });
    await page.getByRole('button', { name: 'Share a link' }).click();
    const shared = page.getByLabel('Link to this answer');
    const link = await shared.inputValue();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await page.getByLabel('Link expires').selectOption('Never');
    await expect.poll(() => read('/shared-answers')).toMatchObject({ answers: [{ url: link, until: null }] });
    await page.goto(link);
    await page.getByRole('heading', { name: 'What did we discuss about pricing?' }).waitFor();
    expect(await page.getByRole('link', { name: /^Citation \d/ }).count()).toBeGreaterThan(0);
    expect(await browsing.inspect(page, 'shared-answer')).toEqual([]);
    // Whoever shared it sees it listed, and ends it there.
    await open('/settings?part=links');
    expect(await browsing.inspect(page, 'shared-links')).toEqual([]);
    await page.getByRole('list', { name: 'Shared links' }).getByText('no expiry').waitFor();
    await page.getByRole('button', { name: /^Stop sharing/ }).click();
    await page.getByText('You aren’t sharing any answers.').waitFor();
    expect(await read('/shared-answers')).toEqual({ answers: [] });
  });

  test('search: filters and facets stand in the address, the arrow keys go through the moments, and a table is saved', async () => {
    await open('/search');
    await page.getByLabel('Search for').fill('price');
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Results' }).getByRole('listitem').first().waitFor();
    await page.getByRole('complementary', { name: 'Narrow by' }).getByRole('button', { name: /^Acme/ }).click();
    await page.getByRole('list', { name: 'Filters' }).getByText('Acme').waitFor();
    await page.getByLabel('Said by').selectOption('customer');
    await expect.poll(() => new URL(page.url()).searchParams.get('side')).toBe('customer');
    expect(new URL(page.url()).searchParams.get('q')).toBe('price');
    await expect.poll(() => page.getByRole('list', { name: 'Results' }).getByText(', us').count()).toBe(0);
    await page.getByLabel('Search for').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-moment'))).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator('mark').first().waitFor();
    await page.keyboard.press('Escape');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('search.csv');
    // The same address shows the same page to any member.
    await page.reload();
    await page.getByRole('list', { name: 'Filters' }).getByText('Acme').waitFor();
    expect(await page.getByLabel('Search for').inputValue()).toBe('price');
  });

  test('a call is searched within, filtered by who speaks, and moved by its topics', async () => {
    const { calls } = await read<{ calls: { id: string }[] }>(
      `/calls?query=${encodeURIComponent('price negotiation')}`,
    );
    await open(`/calls/${calls[0]?.id}`);
    await page.getByLabel('Find in this call').fill('the');
    await page.getByText(/^1 of \d+$/).waitFor();
    await page.getByRole('button', { name: 'Next match' }).click();
    await page.getByText(/^2 of \d+$/).waitFor();
    const rows = page.getByRole('region', { name: 'What was said' }).getByRole('listitem');
    const all = await rows.count();
    await page.getByLabel('Speaker', { exact: true }).selectOption({ index: 1 });
    await expect.poll(() => rows.count()).toBeLessThan(all);
    await page.getByLabel('Speaker', { exact: true }).selectOption({ index: 0 });
    await page
      .getByRole('list', { name: 'Topics' })
      .getByRole('button', { name: /^Pricing/ })
      .click();
    const seconds = () => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime);
    await expect.poll(seconds).toBeGreaterThan(1);
    await browsing.shoot(page, 'call-found');
    await page
      .getByRole('button', { name: /^More like / })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    const related = page.getByRole('region', { name: /^Like .*, in other calls$/ });
    await related.getByRole('link').first().waitFor();
    await browsing.shoot(page, 'call-related');
    await related.getByRole('link').first().click();
    await page.waitForURL((url) => !url.pathname.endsWith(`/${calls[0]?.id}`) && url.searchParams.has('at'));
    await page.locator('mark').first().waitFor();
    await page.getByRole('button', { name: 'More like this' }).waitFor();
  });

  test('an admin accepts a proposed account, and links a participant, which past calls then know', async () => {
    await open('/accounts');
    await page.getByRole('button', { name: 'Accept Tarn Hollow' }).click();
    await page.getByRole('region', { name: 'Proposed accounts' }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Tarn Hollow/ }).waitFor();
    await open('/people?part=unlinked');
    await page.getByLabel('Account for Rosa Quillan').fill('acme.ex');
    const rosa = page.getByRole('listitem').filter({ hasText: 'Rosa Quillan' });
    await rosa.getByRole('button', { name: 'Acme' }).click();
    await page.getByText('Rosa Quillan is now linked to Acme, on past calls too.').waitFor();
    await open('/people?q=Quillan');
    await page.getByRole('row', { name: /Rosa Quillan/ }).waitFor();
    await page.getByRole('link', { name: '2 calls of Rosa Quillan' }).click();
    await page.getByRole('list', { name: 'Calls' }).getByText('Acme').first().waitFor();
  });

  test('every number of a report opens its calls, and a tracker that is edited changes the report', async () => {
    await open('/reports');
    const cell = page.getByRole('link', { name: /^\d+ calls, Acme$/ });
    const count = Number(await cell.textContent());
    await cell.click();
    await page.getByText(`${count} call${count === 1 ? '' : 's'}`, { exact: true }).waitFor();
    await open('/reports?part=trackers');
    const mentions = () => page.getByRole('link', { name: /^\d+ mentions, Concerns$/ });
    await mentions().waitFor();
    const before = Number(await mentions().textContent());
    await open('/settings?part=trackers');
    await page.getByRole('button', { name: 'Edit Concerns' }).click();
    await page.getByLabel(/^Words and phrases to listen for/).fill('signal');
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    const tracker = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Concerns' }) });
    await tracker.getByText('signal', { exact: true }).waitFor();
    await tracker.getByText(/\d+ mentions? in/).waitFor();
    await open('/reports?part=trackers');
    await expect
      .poll(async () => ((await mentions().count()) > 0 ? Number(await mentions().textContent()) : 0))
      .not.toBe(before);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'CSV' }).click();
    expect((await saved).suggestedFilename()).toBe('trackers.csv');
  });

  test('rules show what they would remove before they do', async () => {
    await open('/integrations/gong');
    await page.getByLabel(/^Titles containing any of these words/).fill('season review');
    await page.getByRole('button', { name: 'Preview what this removes' }).click();
    await page.getByText(/1 call would be removed/).waitFor();
    await browsing.shoot(page, 'rules', true);
    await page.getByRole('button', { name: 'Save and remove 1 call' }).click();
    await page.getByText('Saved. 1 call removed.').waitFor();
    expect((await read<{ total: number }>(`/calls?query=${encodeURIComponent('season review')}`)).total).toBe(0);
  });

  test('an invited member signs in, sees no page of admins, and is removed again', async () => {
    await open('/settings?part=members');
    await page.getByLabel('Invite by email').fill('mira@quillmere.example');
    await page.getByRole('button', { name: 'Create invite link' }).click();
    const link = await page.getByLabel('Link for mira@quillmere.example').inputValue();
    const member = await browsing.newPage();
    await member.goto(link);
    await member.getByLabel('Your name').fill('Mira');
    await member.getByLabel(/Choose a password/).fill(PASSWORD);
    expect(await browsing.inspect(member, 'invitation')).toEqual([]);
    await member.getByRole('button', { name: 'Join' }).click();
    // Nobody who just chose a password wants to type it again.
    await member.getByLabel('Your question').waitFor();
    expect(await member.getByRole('link', { name: 'Integrations' }).count()).toBe(0);
    for (const path of ['/integrations', '/integrations/gong']) {
      await member.goto(url + path);
      await member.getByRole('heading', { name: 'Only admins can see integrations' }).waitFor();
    }
    await member.goto(`${url}/settings?part=members`);
    await member.getByLabel('What is the key for?').waitFor();
    expect(await member.getByRole('tab', { name: 'Members' }).count()).toBe(0);
    expect(await member.getByText('robin.vantongel@').count()).toBe(0);
    await member.goto(`${url}/people`);
    await member.getByRole('tab', { name: 'Contacts' }).waitFor();
    expect(await member.getByRole('tab', { name: 'Unlinked' }).count()).toBe(0);
    expect(await member.getByRole('button', { name: 'Import contacts' }).count()).toBe(0);
    await page.reload();
    page.once('dialog', (dialog) => dialog.accept());
    await page.getByRole('button', { name: 'Remove Mira' }).click();
    await page.getByRole('row', { name: /Mira/ }).waitFor({ state: 'detached' });
    await member.goto(url);
    await member
      .getByText(/member of no organization|Sign in/)
      .first()
      .waitFor();
    await member.context().close();
  });

  test('no page logged an error or asked another origin for anything', () => {
    expect(browsing.problems).toEqual([]);
  });
});
