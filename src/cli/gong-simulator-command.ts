import { startGongSimulator } from '../gong-simulator/gong-simulator.ts';
import { readSimulatedData } from '../gong-simulator/simulated-data.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { parseOptions, required } from './options.ts';

/** Serves a folder's calls as a local Gong until a signal stops the process. */
export async function runGongSimulator(args: string[], io: Io): Promise<number> {
  const { values } = parseOptions(
    args,
    { data: 'string', port: 'string', key: 'string', secret: 'string' },
    { min: 0, max: 0, what: '' },
  );
  const folder = required(values.data, '--data DIR');
  const port = Number(required(values.port, '--port N'));
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError('--port takes a number from 0 to 65535.');
  const [accessKey, accessKeySecret] = [values.key ?? 'simulator-key', values.secret ?? 'simulator-secret'];
  const data = await readSimulatedData(folder).catch((error: Error) => {
    throw new UsageError(error.message);
  });
  const simulator = await startGongSimulator(data, { port, accessKey, accessKeySecret }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE'
        ? new UsageError(`Port ${port} is in use by another program. Choose another; 0 picks a free one.`)
        : error;
    },
  );
  io.out(`Gong simulator listening on ${simulator.url}`);
  io.err(
    `${data.calls.length} calls, ${data.transcripts.size} transcripts, ${data.users.length} users. Access key: ${accessKey}, secret: ${accessKeySecret}`,
  );
  io.err(
    `OAuth: GONG_APP_URL=${simulator.url} GONG_CLIENT_ID=simulator-client GONG_CLIENT_SECRET=simulator-client-secret. Faults: ${simulator.url}/simulator/faults (docs/gong-simulator.md)`,
  );
  await new Promise<void>((resolve) => io.signal.addEventListener('abort', () => resolve(), { once: true }));
  await simulator.close();
  return EXIT.done;
}
