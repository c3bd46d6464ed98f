import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The machine's own Chromium; `CHROMIUM` names another. Null, after printing the reason, if none is found; in CI a
 * missing Chromium is a failure.
 */
export function findChromium(): string | null {
  const found = [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path));
  if (found) return found;
  const reason = 'no Chromium found: install it (apt-get install chromium) or set CHROMIUM to its path';
  if (process.env.CI === 'true') throw new Error(reason);
  console.warn(`\nSKIPPED the browser suite: ${reason}\n`);
  return null;
}

/** Leads to this machine, and is no secure context over plain http. */
export const LAN_HOST = 'colloquy.test';

export const launchChromium = (executablePath: string) =>
  chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A name that is no `localhost`: browsers take a plain-http page there for what it is on a LAN.
      `--host-resolver-rules=MAP ${LAN_HOST} 127.0.0.1`,
    ],
  });
