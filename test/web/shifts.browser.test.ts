import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shiftsOf } from '../support/browsing.ts';
import { executable, type InBrowser, openDemoInBrowser } from '../support/in-browser.ts';

/** A cumulative layout shift that readers do not notice. */
const MOST = 0.02;
/** On a phone, what stands above grows once it is read: these are not yet as they should be, and get no worse. */
const MOST_ON_PHONES: [path: RegExp, most: number][] = [
  [/^\/calls\/./, 0.25],
  [/^\/(\?q|search|accounts|people\?part=unlinked|$)/, 0.05],
];

describe.skipIf(!executable)('screens that load in a real browser', () => {
  let demo: InBrowser;
  let page: Page;
  let ids: { account: string; call: string };
  beforeAll(async () => {
    demo = await openDemoInBrowser();
    ({ page } = demo);
    await page.goto(demo.url);
    ids = await page.evaluate(async () => {
      const read = async (path: string) => (await fetch(`/api/v1${path}`)).json();
      const { accounts } = await read('/accounts?query=Acme');
      const { calls } = await read('/calls?query=price%20negotiation');
      return { account: accounts[0].id, call: calls[0].id };
    });
  });
  afterAll(() => demo?.close());

  test.each([
    ['desk', { width: 1280, height: 900 }],
    ['phone', { width: 390, height: 844 }],
  ] as const)(
    'no content jumps while it loads, on a %s',
    async (name, viewport) => {
      await page.setViewportSize(viewport);
      const jumps: unknown[] = [];
      const paths = [
        ...['/', '/?q=What did we discuss with @Acme about pricing?', '/search?q=pricing', '/calls', '/accounts'],
        ...[`/calls/${ids.call}`, `/accounts/${ids.account}`, `/accounts/${ids.account}?part=people`, '/people'],
        ...['/people?part=unlinked', '/reports', '/reports?part=weeks', '/reports?part=trackers', '/integrations'],
        ...['/integrations/gong', '/settings', '/settings?part=members', '/settings?part=access'],
        ...['/settings?part=trackers', '/settings?part=model', '/settings?part=cases', '/settings?part=usage'],
        ...['/settings?part=keys', '/settings?part=password'],
      ];
      for (const path of paths) {
        await page.goto(demo.url + path);
        await page.waitForLoadState('networkidle');
        const { sum, by } = await shiftsOf(page);
        const known = MOST_ON_PHONES.find(([which]) => name === 'phone' && which.test(path));
        if (sum > (known?.[1] ?? MOST)) jumps.push([`${path} on a ${name}: ${sum.toFixed(3)}`, ...by]);
      }
      expect(jumps).toEqual([]);
    },
    180_000,
  );
});
