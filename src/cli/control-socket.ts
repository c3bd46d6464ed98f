import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Io } from './io.ts';

type Request = { args: string[]; cwd: string };
type Frame = { out: string } | { err: string } | { exit: number };

export const controlSocketPath = (dataDir: string): string => resolve(join(dataDir, 'control.sock'));

/**
 * Lets other commands work on the data that this process owns: each connection carries one command's arguments, and gets its output line by
 * line and its exit code. The socket's file is the owner's only (mode 0600); a caller who hangs up cancels their command.
 */
export async function serveControlSocket(
  path: string,
  run: (args: string[], io: Io, cwd: string) => Promise<number>,
): Promise<{ close: () => Promise<void> }> {
  // The data folder's lock is ours, so whoever made this file is gone.
  rmSync(path, { force: true });
  const server: Server = createServer((socket) => serveOne(socket, run));
  const mask = process.umask(0o177);
  await new Promise<void>((resolveListening, reject) => {
    server.once('error', reject);
    server.listen(path, resolveListening);
  }).finally(() => process.umask(mask));
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((done) => {
        server.close(() => {
          rmSync(path, { force: true });
          done();
        });
      }),
  };
}

function serveOne(socket: Socket, run: (args: string[], io: Io, cwd: string) => Promise<number>): void {
  const left = new AbortController();
  const send = (frame: Frame) => socket.writable && socket.write(`${JSON.stringify(frame)}\n`);
  socket.on('error', () => left.abort(new Error('the caller left')));
  socket.on('close', () => left.abort(new Error('the caller left')));
  createInterface({ input: socket }).once('line', async (line) => {
    const { args, cwd } = JSON.parse(line) as Request;
    const io: Io = { out: (text) => send({ out: text }), err: (text) => send({ err: text }), signal: left.signal };
    send({ exit: await run(args, io, cwd) });
    socket.end();
  });
}

/** Hands a command to the process that owns the data. Null when nobody answers there. */
export async function handOver(path: string, args: string[], io: Io): Promise<number | null> {
  const socket = connect(path);
  try {
    await new Promise<void>((resolveConnect, reject) => {
      socket.once('connect', resolveConnect);
      socket.once('error', reject);
    });
  } catch {
    return null;
  }
  const hangUp = () => socket.destroy();
  io.signal.addEventListener('abort', hangUp, { once: true });
  socket.write(`${JSON.stringify({ args, cwd: process.cwd() } satisfies Request)}\n`);
  let exit: number | null = null;
  try {
    for await (const line of createInterface({ input: socket })) {
      const frame = JSON.parse(line) as Frame;
      if ('out' in frame) io.out(frame.out);
      else if ('err' in frame) io.err(frame.err);
      else exit = frame.exit;
    }
  } catch {
    // The server went away in the middle: said below.
  }
  io.signal.removeEventListener('abort', hangUp);
  if (exit === null)
    io.err('colloquy: the server that owns the data stopped before the command was done. Run it again.');
  return exit ?? 1;
}
