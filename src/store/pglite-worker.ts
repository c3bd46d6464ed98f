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
  | { kind: 'notified'; channel: string; payload: string };

// A query blocks its thread until it ends. Running here keeps the server's event loop free.
const options = workerData as Pick<PGliteOptions, 'dataDir' | 'loadDataDir'>;
let opened: PGlite | null = null;
const unlisten = new Map<string, () => Promise<void>>();
const send = (message: StoreMessage): void => parentPort?.postMessage(message);

async function handle(request: StoreRequest): Promise<unknown> {
  if (request.kind === 'open') {
    opened = await PGlite.create(options);
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

const FIELDS = ['code', 'severity', 'detail', 'hint', 'schema', 'table', 'column', 'constraint', 'dataType'] as const;

function toFailure(error: unknown): StoreFailure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), fields: {} };
  const known = error as Partial<Record<(typeof FIELDS)[number], unknown>>;
  const fields = FIELDS.flatMap((name) => (typeof known[name] === 'string' ? [[name, known[name]] as const] : []));
  return { name: error.name, message: error.message, fields: Object.fromEntries(fields) };
}

parentPort?.on('message', ({ id, ...request }: StoreRequest & { id: number }) => {
  void handle(request).then(
    (result) => send({ kind: 'done', id, result }),
    (error: unknown) => send({ kind: 'done', id, failure: toFailure(error) }),
  );
});
