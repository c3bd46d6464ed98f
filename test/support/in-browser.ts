import type { BrowserContextOptions, Page } from 'playwright-core';
import { setPassword } from '../../src/access/set-password.ts';
import { fillWithInventedWorld } from '../../src/demo/run-demo.ts';
import { startHttpServer } from '../../src/http/http-server.ts';
import type { Services } from '../../src/wire.ts';
import { type Browsing, openBrowsing, signIn } from './browsing.ts';
import { findChromium } from './chromium.ts';
import { openTestServices } from './test-services.ts';

/** Without a Chromium, tests that need one are skipped. */
export const executable = findChromium();
export const PASSWORD = 'a good password';

type Opened = { services: Services; close: () => Promise<void> };
type Options = {
  /** Origins that pages may ask besides the server. */
  origins?: () => string[];
  /** Messages of the browser that are expected. */
  ignored?: RegExp;
  page?: BrowserContextOptions;
  signInVisitor?: () => Promise<string[]>;
  /** A member who signs in on the page, with the password of tests. */
  member?: string;
};

export type InBrowser = {
  services: Services;
  browsing: Browsing;
  page: Page;
  url: string;
  port: number;
  /** Closes what was handed over, too. */
  close: () => Promise<void>;
};

/** Serves open services on a port of their own, and opens a page of a real Chromium. */
export async function openInBrowser({ services, close }: Opened, options: Options = {}): Promise<InBrowser> {
  await using opened = new AsyncDisposableStack();
  opened.defer(close);
  const { origins = () => [], ignored, signInVisitor, member } = options;
  const server = await startHttpServer(
    { ...services, ...(signInVisitor && { signInVisitor }) },
    { port: 0, host: '127.0.0.1' },
  );
  opened.defer(server.close);
  const url = `http://127.0.0.1:${server.port}`;
  services.listensOn(url);
  const browsing = await openBrowsing(executable ?? '', () => [url, ...origins()], ignored);
  opened.defer(browsing.close);
  const page = await browsing.newPage(options.page);
  if (member) {
    await setPassword(services, { email: member, password: PASSWORD });
    await signIn(page, url, member, PASSWORD);
  }
  const all = opened.move();
  return { services, browsing, page, url, port: server.port, close: () => all.disposeAsync() };
}

/** The invented world in a browser. Whoever opens a page is signed in as its admin, unless a member signs in. */
export async function openDemoInBrowser(options: Options = {}): Promise<InBrowser> {
  const { services, close } = await openTestServices();
  const { signInVisitor, close: closeWorld } = await fillWithInventedWorld(services, new AbortController().signal);
  const closeBoth = async () => {
    await closeWorld();
    await close();
  };
  return openInBrowser({ services, close: closeBoth }, { ...(!options.member && { signInVisitor }), ...options });
}
