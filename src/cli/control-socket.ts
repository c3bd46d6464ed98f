import { chmodSync, closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { AppError, printFailure } from '../errors.ts';
import { EXIT, type Io } from './io.ts';

const requestSchema = z.object({ args: z.array(z.string()), cwd: z.string() });
type Request = z.infer<typeof requestSchema>;
/** What a caller sends after its request: a line that the command reads, or their end. */
const inputSchema = z.union([z.object({ in: z.string() }), z.object({ end: z.literal(true) })]);
type Input = z.infer<typeof inputSchema>;
const frameSchema = z.union([
  z.object({ out: z.string() }),
  z.object({ err: z.string() }),
  z.object({ exit: z.number() }),
]);
type Frame = z.infer<typeof frameSchema>;

export const controlSocketPath = (dataDir: string): string => resolve(join(dataDir, 'control.sock'));

/**
 * Lets another process's commands work on the data. Each connection carries a single command's arguments and the lines
 * that it reads, if it reads any, and gets back output line by line and the exit code. Only the owner may open the
 * socket's file (mode 0600). A caller's hanging up cancels the command.
 */
export async function serveControlSocket(
  path: string,
  run: (args: string[], io: Io, cwd: string) => Promise<number>,
): Promise<{ close: () => Promise<void> }> {
  // This process holds the data folder's lock, so an older socket file belongs to a dead process.
  rmSync(path, { force: true });
  const stopping = new AbortController();
  const server: Server = createServer((socket) => serveOne(socket, run, stopping.signal));
  const mask = process.umask(0o177);
  const short = shortenSocketPath(path);
  await new Promise<void>((resolveListening, reject) => {
    server.once('error', reject);
    server.listen(short.path, resolveListening);
  }).finally(() => {
    process.umask(mask);
    short.close();
  });
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((done) => {
        // Whoever reads lines would else read on, and nothing could stop.
        stopping.abort();
        server.close(() => {
          rmSync(path, { force: true });
          done();
        });
      }),
  };
}

function serveOne(
  socket: Socket,
  run: (args: string[], io: Io, cwd: string) => Promise<number>,
  stopping: AbortSignal,
): void {
  const left = new AbortController();
  const send = (frame: Frame) => socket.writable && socket.write(`${JSON.stringify(frame)}\n`);
  socket.on('error', () => left.abort(new Error('the caller left')));
  socket.on('close', () => left.abort(new Error('the caller left')));
  const input = new Readable({ objectMode: true, read() {} });
  const lines = createInterface({ input: socket });
  // It passes on what fails at the socket, where it is heard already; unheard, it would end the server.
  lines.on('error', () => {});
  const noMore = () => input.push(null);
  stopping.addEventListener('abort', noMore, { once: true });
  lines.once('close', () => {
    stopping.removeEventListener('abort', noMore);
    noMore();
  });
  lines.once('line', async (line) => {
    lines.on('line', (more) => stopping.aborted || input.push(readInput(more)));
    const io: Io = {
      out: (text) => send({ out: text }),
      err: (text) => send({ err: text }),
      ...{ signal: left.signal, input },
    };
    const request = readRequest(line);
    if (!request) io.err('colloquy: this is no command of colloquy.');
    const exit = request ? await run(request.args, io, request.cwd).catch((error) => fail(error, io)) : EXIT.wrongUse;
    send({ exit });
    socket.end();
  });
}

/** Whatever comes in over the socket: nothing of it may end the server. */
function readRequest(line: string): Request | null {
  try {
    return requestSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** A line for the command; null ends the lines, and so does whatever is none. */
function readInput(line: string): string | null {
  try {
    const input = inputSchema.parse(JSON.parse(line));
    return 'in' in input ? input.in : null;
  } catch {
    return null;
  }
}

function fail(error: unknown, io: Io): number {
  io.err(`colloquy: something went wrong that should not have: ${printFailure(error)}`);
  return EXIT.failed;
}

/** Hands a command to the process that owns the data. Null when nobody answers at `path`. */
export async function handOver(path: string, args: string[], io: Io): Promise<number | null> {
  let short: ReturnType<typeof shortenSocketPath>;
  try {
    short = shortenSocketPath(path);
  } catch {
    return null;
  }
  const socket = connect(short.path);
  try {
    await new Promise<void>((resolveConnect, reject) => {
      socket.once('connect', resolveConnect);
      socket.once('error', reject);
    });
  } catch {
    return null;
  } finally {
    short.close();
  }
  const hangUp = () => socket.destroy();
  io.signal.addEventListener('abort', hangUp, { once: true });
  socket.write(`${JSON.stringify({ args, cwd: process.cwd() } satisfies Request)}\n`);
  if (io.input) void sendInput(socket, io.input);
  let exit: number | null = null;
  try {
    for await (const line of createInterface({ input: socket })) {
      const frame = frameSchema.parse(JSON.parse(line));
      if ('out' in frame) io.out(frame.out);
      else if ('err' in frame) io.err(frame.err);
      else exit = frame.exit;
    }
  } catch {
    // The server went away mid-command; the missing exit code below reports the loss.
  }
  io.signal.removeEventListener('abort', hangUp);
  if (exit === null)
    io.err('colloquy: the server that owns the data stopped before the command was done. Run it again.');
  return exit ?? 1;
}

async function sendInput(socket: Socket, lines: AsyncIterable<string>): Promise<void> {
  const send = (input: Input) => socket.writable && socket.write(`${JSON.stringify(input)}\n`);
  try {
    for await (const line of lines) send({ in: line });
  } catch {
    // Lines that can be read no further have ended.
  }
  send({ end: true });
}

/** Systems cut a socket's path after 104 to 108 bytes, in silence. */
const LONGEST_PATH_BYTES = 103;

/**
 * Another path to the same file, short enough for a socket: from here, or through the open folder where the system
 * shows open folders as files.
 * @throws AppError `invalid_settings`.
 */
function shortenSocketPath(path: string): { path: string; close: () => void } {
  const isShort = (text: string) => Buffer.byteLength(text) <= LONGEST_PATH_BYTES;
  const whole = [path, relative(process.cwd(), path)].find(isShort);
  if (whole !== undefined) return { path: whole, close: () => {} };
  if (!existsSync('/proc/self/fd'))
    throw new AppError('invalid_settings', 'The path of DATA_DIR is too long for a socket. Choose a shorter one.');
  const folder = openSync(dirname(path), 'r');
  return { path: `/proc/self/fd/${folder}/${basename(path)}`, close: () => closeSync(folder) };
}
