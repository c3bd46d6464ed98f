import { toInstant } from '../asked-range.ts';
import { given } from '../given.ts';
import { finishSync } from '../sync/finish-sync.ts';
import { toRunAnswer } from '../sync/run-answer.ts';
import { startSync } from '../sync/start-sync.ts';
import type { SyncRun } from '../sync-run.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type Io, type RunCommand } from './io.ts';
import { NONE, parseOptions } from './options.ts';

export const sync: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, { ...ACTING, from: 'string', to: 'string', wait: 'boolean' }, NONE);
  const viewer = await actingAs(services, values);
  const range = given({
    from: toInstant('--from', values.from, viewer.timeZone),
    to: toInstant('--to', values.to, viewer.timeZone),
  });
  const run = values.wait
    ? await finishSync(services, viewer, range, { signal: io.signal, onProgress: progressTo(io) })
    : await startSync(services, viewer, range);
  if (values.wait && run.state === 'done')
    await services.syncRunner.finishEmbedding(viewer.organizationId, io.signal, ({ embedded, calls }) =>
      io.err(`sync: ${embedded} of ${calls} calls read for search by meaning`),
    );
  const answer = toRunAnswer(run);
  const { runId, state, asked, added, changed, unchanged, removed, pending, failed, requests, error } = answer;
  io.out(JSON.stringify({ runId, state, asked, added, changed, unchanged, removed, pending, failed, requests, error }));
  if (!values.wait) io.err('It is worked on where `colloquy serve` or `colloquy work` runs; with --wait, here.');
  if (values.wait && state !== 'done') {
    io.err(`colloquy: ${error ?? `the run is ${state}`}`);
    if (answer.retryAt)
      io.err(
        `It goes on at ${answer.retryAt} where \`colloquy serve\` or \`work\` runs, or with the next \`sync --wait\`.`,
      );
    return EXIT.failed;
  }
  return failed > 0 ? EXIT.someFailed : EXIT.done;
};

/** Prints a run's progress when the progress changed. */
function progressTo(io: Io): (run: SyncRun) => void {
  let last = '';
  return (run) => {
    const of = run.expected === null ? '' : ` of ${run.expected}`;
    const line =
      run.state === 'waiting'
        ? `waiting until ${run.retryAt?.toISOString()}: ${run.error}`
        : `${run.asked}${of} calls read, ${run.requests} requests`;
    if (run.state !== 'queued' && line !== last) io.err(`sync: ${line}`);
    last = line;
  };
}
