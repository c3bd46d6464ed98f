import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A proxy in front of a server of any protocol, to cut it off (`away`) or to let nothing through (`hangs`). */
export async function startTcpProxy(target: { host: string; port: number }) {
  let state: 'open' | 'away' | 'hangs' = 'open';
  const pairs = new Set<{ inner: Socket; outer: Socket }>();
  const server = createServer((outer) => {
    if (state === 'away') return void outer.destroy();
    const inner = connect(target);
    const pair = { inner, outer };
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      inner.destroy();
      outer.destroy();
    };
    for (const socket of [inner, outer]) socket.on('error', end).on('close', end);
    inner.pipe(outer);
    outer.pipe(inner);
    if (state === 'hangs') pause(pair);
  });
  const pause = ({ inner, outer }: { inner: Socket; outer: Socket }) => {
    inner.unpipe(outer).pause();
    outer.unpipe(inner).pause();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    set(next: typeof state) {
      state = next;
      for (const pair of pairs) {
        const { inner, outer } = pair;
        if (next === 'away') outer.destroy();
        else if (next === 'hangs') pause(pair);
        else {
          inner.pipe(outer);
          outer.pipe(inner);
        }
      }
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const { outer } of pairs) outer.destroy();
      }),
  };
}
