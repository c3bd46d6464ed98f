import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import type { SimulatedCall, SimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { openTestApp } from './running-app.ts';
import { smallWorld } from './small-world.ts';

const signal = new AbortController().signal;

/** A clock that starts at a moment and goes on like the real one; `pass` moves it ahead. */
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
 * An application whose organization is connected to a simulator of its own, with a clock that tests may move. Gong's limits are raised, so
 * that no test waits for them.
 */
export async function openSyncedWorld(start: Date, settings: Record<string, string> = {}) {
  const clock = movingClock(start);
  const opened = await openTestApp(settings, clock.now);
  const { app } = opened;

  async function begin(calls: number, limits = { perSecond: 500, perDay: 10_000 }) {
    const data: SimulatedData = smallWorld(calls);
    const options = { port: 0, accessKey: 'k', accessKeySecret: 's', perSecond: 1000, now: clock.now };
    const simulator = await startGongSimulator(data, options);
    const { id } = await app.createOrganization({
      name: 'Ours',
      adminEmail: 'robin@ours.example',
      domains: ['ours.example'],
    });
    const connect = () =>
      app.connectGong(
        {
          organizationId: id,
          accessKey: 'k',
          accessKeySecret: 's',
          baseUrl: simulator.url,
          connectedBy: null,
          turnsSyncOn: true,
          limits,
        },
        signal,
      );
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
      /** So that nothing of it is worked on any more. */
      async end() {
        await app.disconnectGong(id, { erases: true }).catch(() => {});
        await simulator.close();
      },
      callOf,
      idOf: (n: number) => callOf(n).metaData.id,
      /** Imports from the first day of 2026 until now. */
      importAll: () => app.sync(id, { from: new Date('2026-01-01T00:00:00Z') }, { wait: true, patienceMs: 5000 }),
      poll: () => app.sync(id, {}, { wait: true, patienceMs: 5000 }),
      why: async (asked: Parameters<typeof app.explainMissing>[1]) => {
        const explanations = await app.explainMissing(id, asked, signal);
        return explanations.map(({ cause }) => cause);
      },
      explain: (asked: Parameters<typeof app.explainMissing>[1]) => app.explainMissing(id, asked, signal),
      /** Titles of the calls that search finds. */
      searchable: async () => {
        const { hits } = await app.search(await app.viewer(id), { query: 'price', groupBy: 'call', limit: 100 });
        return hits.map((hit) => hit.call.title).sort();
      },
    };
  }
  return { app, clock, begin, close: opened.close };
}
