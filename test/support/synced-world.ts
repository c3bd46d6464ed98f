import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import type { SimulatedCall, SimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { sleep } from '../../src/sleep.ts';
import { disconnectGong } from '../../src/sync/disconnect-gong.ts';
import { explainMissing, type MissingQuestion } from '../../src/sync/explain-missing.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { examine } from '../../src/upkeep/examine.ts';
import { asAdmin } from './as-admin.ts';
import { connectQuietly } from './connect-quietly.ts';
import { smallWorld } from './small-world.ts';
import { openTestServices } from './test-services.ts';

const signal = new AbortController().signal;

/** A wait that Gong asks for, or one before another try, is longer than any that leaves room for other work. */
const LONGEST_REAL_WAIT_MS = 100;

/** A clock running from a given moment like the real clock. `pass` moves it ahead, and so does the rest of a `sleep`. */
export function movingClock(start: Date) {
  let offsetMs = start.getTime() - Date.now();
  const pass = (ms: number): void => {
    offsetMs += ms;
  };
  return {
    now: () => new Date(Date.now() + offsetMs),
    pass,
    sleep: async (ms: number, signal: AbortSignal): Promise<void> => {
      await sleep(Math.min(ms, LONGEST_REAL_WAIT_MS), signal);
      pass(Math.max(0, ms - LONGEST_REAL_WAIT_MS));
    },
  };
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * Services with an organization connected to a simulator of its own, and a movable clock. Gong's limits are raised, so
 * no test waits for them.
 */
export async function openSyncedWorld(start: Date, settings: Record<string, string> = {}) {
  const clock = movingClock(start);
  const opened = await openTestServices(settings, clock.now, undefined, clock.sleep);
  const { services } = opened;
  const worlds: { end: () => Promise<void> }[] = [];

  async function begin(calls: number, limits = { perSecond: 500, perDay: 10_000 }, pageSize = 100) {
    const data: SimulatedData = smallWorld(calls);
    const options = { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000, pageSize, now: clock.now };
    const simulator = await startGongSimulator(data, options);
    const { id } = await createOrganization(services, {
      name: 'Ours',
      adminEmail: 'robin@ours.example',
      domains: ['ours.example'],
    });
    const wish = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, limits };
    const connect = () => connectQuietly(services, id, wish);
    await connect();
    worlds.push({
      async end() {
        await asAdmin(services, id, disconnectGong, { erases: true }).catch(() => {});
        await simulator.close();
      },
    });
    const callOf = (n: number): SimulatedCall => {
      const call = data.calls[n];
      if (!call) throw new Error(`there is no call ${n}`);
      return call;
    };
    return {
      id,
      data,
      simulator,
      connect,
      callOf,
      idOf: (n: number) => callOf(n).metaData.id,
      /** Imports from the first day of 2026 until now. */
      importAll: () =>
        asAdmin(services, id, finishSync, { from: new Date('2026-01-01T00:00:00Z') }, { patienceMs: 5000 }),
      poll: () => asAdmin(services, id, finishSync, {}, { patienceMs: 5000 }),
      why: async (asked: MissingQuestion) => {
        const explanations = await asAdmin(services, id, explainMissing, asked, signal);
        return explanations.map(({ cause }) => cause);
      },
      explain: (asked: MissingQuestion) => asAdmin(services, id, explainMissing, asked, signal),
      /** Titles of the calls found by search. */
      searchable: async () => {
        const { hits } = await searchSegments(services, await readMember(services, id), {
          query: 'price',
          groupBy: 'call',
          limit: 100,
        });
        return hits.map((hit) => hit.call.title).sort();
      },
    };
  }
  return {
    services,
    clock,
    begin,
    /** Leaves no work behind for the next test. */
    async endWorlds(): Promise<void> {
      for (const world of worlds.splice(0)) await world.end();
    },
    /** Calls by state, as `colloquy doctor` counts them. */
    async ledger(id: string): Promise<Record<string, number>> {
      const told = (await examine(services, id)).find(({ what }) => what.endsWith('calls'))?.text ?? '';
      return Object.fromEntries(
        [...told.replace(/ \(.*/, '').matchAll(/(\d+) (\w+)/g)].map(([, calls, state]) => [state, Number(calls)]),
      );
    },
    close: opened.close,
  };
}
