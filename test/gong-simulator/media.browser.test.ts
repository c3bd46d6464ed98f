import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { findChromium, launchChromium } from '../support/chromium.ts';
import { smallWorld } from '../support/small-world.ts';

const executable = findChromium();

describe.skipIf(!executable)('recordings of the simulator in a real browser', () => {
  let simulator: Awaited<ReturnType<typeof startGongSimulator>>;
  let browser: Browser;
  beforeAll(async () => {
    const world = smallWorld(1);
    for (const call of world.calls) call.metaData.duration = 95;
    simulator = await startGongSimulator(world, { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000 });
    browser = await launchChromium(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
  });

  test.each(['audio', 'video'] as const)(
    '%s plays for as long as the call lasted, and from any second',
    async (kind) => {
      const response = await fetch(`${simulator.url}/v2/calls/extensive`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from('k:s').toString('base64')}`,
        },
        body: JSON.stringify({
          filter: { callIds: ['5000000000000000000'] },
          contentSelector: { exposedFields: { media: true } },
        }),
      });
      const { calls } = (await response.json()) as { calls: { media: { audioUrl: string; videoUrl: string } }[] };
      const url = kind === 'audio' ? calls[0]?.media.audioUrl : calls[0]?.media.videoUrl;
      const page = await browser.newPage();
      await page.goto(`${simulator.url}/simulator`);
      const played = await page.evaluate(
        ([tag, src]) =>
          new Promise<{ duration: number; at: number; width: number; error: string | null }>((resolve) => {
            const player = document.createElement(tag) as HTMLVideoElement;
            player.muted = true;
            const tell = () =>
              resolve({
                duration: player.duration,
                at: player.currentTime,
                width: player.videoWidth ?? 0,
                error: player.error?.message ?? null,
              });
            player.addEventListener('error', tell);
            player.addEventListener('loadedmetadata', () => {
              player.currentTime = 71;
            });
            player.addEventListener('seeked', tell);
            player.src = src;
          }),
        [kind, url ?? ''] as const,
      );
      expect(played.error).toBeNull();
      expect(played.duration).toBeCloseTo(95, 0);
      expect(played.at).toBeCloseTo(71, 0);
      if (kind === 'video') expect(played.width).toBe(64);
      await page.close();
    },
  );
});
