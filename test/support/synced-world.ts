import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import type { SimulatedCall, SimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { disconnectGong } from '../../src/sync/disconnect-gong.ts';
import { explainMissing, type MissingQuestion } from '../../src/sync/explain-missing.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from './as-admin.ts';
import { connectQuietly } from './connect-quietly.ts';
import { smallWorld } from './small-world.ts';
import { openTestServices } from './test-services.ts';

const signal = new AbortController().signal;

/** A clock running from a given moment like the real clock; `pass` moves it ahead. */
export function movingClock(start: Date) {
  let offsetMs = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offsetMs),
    pass: (ms: number) => {
      offsetMs += ms;
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
  const opened = await openTestServices(settings, clock.now);
  const { services } = opened;

  async function begin(calls: number, limits = { perSecond: 500, perDay: 10_000 }) {
    const data: SimulatedData = smallWorld(calls);
    const options = { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000, now: clock.now };
    const simulator = await startGongSimulator(data, options);
    const { id } = await createOrganization(services, {
      name: 'Ours',
      adminEmail: 'robin@ours.example',
      domains: ['ours.example'],
    });
    const wish = { accessKey: 'k', accessKeySecret: 's', baseUrl: simulator.url, limits };
    const connect = () => connectQuietly(services, id, wish);
    await connect();
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
      /** Leaves no work behind for the next test. */
      async end() {
        await asAdmin(services, id, disconnectGong, { erases: true }).catch(() => {});
        await simulator.close();
      },
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
  return { services, clock, begin, close: opened.close };
}
