import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Finished = { exit: number | null; out: string; err: string };
const running = new Set<ChildProcess>();

/** Node's compiled form of our files, shared by the suites' processes: starting takes two thirds of the work. */
const COMPILED = process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'colloquy-compiled');

/** Starts the command itself instead of npm, so signals reach the command. */
export function startColloquy(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['bin/colloquy.js', ...args], {
    env: { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: COMPILED, EMBEDDINGS: 'off', ...env },
  });
  running.add(child);
  const text = { out: '', err: '' };
  child.stdout.on('data', (piece) => {
    text.out += piece;
  });
  child.stderr.on('data', (piece) => {
    text.err += piece;
  });
  const finished: Promise<Finished> = once(child, 'close').then(([exit]) => {
    running.delete(child);
    return { exit, ...text };
  });
  /** Resolves with the address once the process listens. */
  const listening = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /listening on (http:\S+)/.exec(text.out)?.[1];
      if (address) resolve(address);
    });
    finished.then((end) => reject(new Error(`ended with ${end.exit} before it listened: ${end.err}`)));
  });
  listening.catch(() => {});
  return { child, finished, listening, text };
}

export const runColloquy = (args: string[], env: Record<string, string>): Promise<Finished> =>
  startColloquy(args, env).finished;

export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}
