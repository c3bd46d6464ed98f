import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';

/** What a thread of the store is asked to do. Values of the types `asText` stay as the database writes them. */
export type StoreRequest =
  | { kind: 'open' }
  | { kind: 'query'; text: string; params: unknown[]; rowMode: 'array' | 'object'; asText: number[] }
  | { kind: 'exec'; text: string }
  | { kind: 'listen' | 'unlisten'; channel: string }
  | { kind: 'close' };
/** A failure without query and parameters: these hold words of calls. */
export type StoreFailure = { name: string; message: string; fields: Record<string, string> };
export type StoreMessage =
  | { kind: 'done'; id: number; result?: unknown; failure?: StoreFailure }
  | { kind: 'notified'; channel: string; payload: string }
  | { kind: 'ended'; failure: StoreFailure };

// A query blocks its thread until it ends. Running here keeps the server's event loop free.
const options = workerData as Pick<PGliteOptions, 'dataDir' | 'loadDataDir'>;
let opened: PGlite | null = null;
const unlisten = new Map<string, () => Promise<void>>();
const send = (message: StoreMessage): void => parentPort?.postMessage(message);

async function handle(request: StoreRequest): Promise<unknown> {
  if (request.kind === 'open') {
    opened = await openDatabase();
    endWithDatabase(opened);
    return;
  }
  if (!opened) throw new Error('The store is not open.');
  switch (request.kind) {
    case 'query': {
      const parsers = Object.fromEntries(request.asText.map((type) => [type, (value: string) => value]));
      return opened.query(request.text, request.params, { rowMode: request.rowMode, parsers });
    }
    case 'exec':
      return opened.exec(request.text);
    case 'listen': {
      const { channel } = request;
      unlisten.set(channel, await opened.listen(channel, (payload) => send({ kind: 'notified', channel, payload })));
      return;
    }
    case 'unlisten':
      await unlisten.get(request.channel)?.();
      unlisten.delete(request.channel);
      return;
    case 'close':
      await opened.close();
  }
}

/** @throws Error with the last that Postgres said: PGlite tells of a start that failed, and not why. */
async function openDatabase(): Promise<PGlite> {
  let said: string | null = null;
  const onStderr = (line: string): boolean => {
    said = /(?:FATAL|PANIC): +(.*)/.exec(line)?.[1] ?? said;
    return true;
  };
  try {
    return await PGlite.create({ ...options, onStderr });
  } catch (error) {
    if (said === null) throw error;
    throw Object.assign(new Error(said), { name: toFailure(error).name });
  }
}

/** How Postgres comes back from an error of a statement; PGlite keeps the number to itself. */
const LONGJMP = 100;

/**
 * Has the thread end where Postgres would end its process, as after a panic: the next start goes on from the log.
 * PGlite swallows that end and asks on, in memory that nobody can trust any more. At a commit it asked for good.
 */
function endWithDatabase({ Module }: PGlite): void {
  const workOnce = Module._PostgresMainLoopOnce;
  Module._PostgresMainLoopOnce = () => {
    try {
      workOnce();
    } catch (error) {
      if (Object(error).status === LONGJMP) throw error;
      send({ kind: 'ended', failure: toFailure(error) });
      process.exit(1);
    }
  };
}

const FIELDS = ['code', 'severity', 'detail', 'hint', 'schema', 'table', 'column', 'constraint', 'dataType'] as const;

/** Not all that PGlite throws is an `Error`: the end of its program is an object with name and message. */
function toFailure(error: unknown): StoreFailure {
  const known: { [Field in (typeof FIELDS)[number] | 'name' | 'message']?: unknown } = Object(error);
  const fields = FIELDS.flatMap((name) => (typeof known[name] === 'string' ? [[name, known[name]] as const] : []));
  const { name = 'Error', message = error } = known;
  return {
    // As with the other driver; PGlite names it `error`.
    name: known.severity === undefined ? String(name) : 'PostgresError',
    message: String(message),
    fields: Object.fromEntries(fields),
  };
}

parentPort?.on('message', ({ id, ...request }: StoreRequest & { id: number }) => {
  void handle(request).then(
    (result) => send({ kind: 'done', id, result }),
    (error: unknown) => send({ kind: 'done', id, failure: toFailure(error) }),
  );
});
