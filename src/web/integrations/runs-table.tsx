import type { RunStep } from '../../http/api-types.ts';
import { api } from '../api-client.ts';
import { counted, formatDay, formatMoment } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { guideUrl, type Run, useGongChange, useRuns } from './gong-api.ts';

const KINDS = { live: 'New calls', wide: 'Nightly check', history: 'Import' } as const;
const STATES = {
  queued: 'planned',
  running: 'running',
  waiting: 'waiting',
  paused: 'paused',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

/** The latest runs; runs in hand show progress and can be paused or cancelled. */
export function RunsTable() {
  const runs = useRuns();
  const timeZone = useTimeZone();
  return (
    <section className="card p-4" aria-label="Sync runs">
      <h2 className="text-lg font-medium">Sync runs</h2>
      {runs.error && <p role="alert">{runs.error.message}</p>}
      {runs.data?.length === 0 && (
        <p className="quiet mt-1 text-sm">
          None yet.{' '}
          <a className="link" href={guideUrl('the-first-sync-and-those-after')}>
            When syncs run
          </a>
        </p>
      )}
      <ul className="mt-2 divide-y divide-stone-200 dark:divide-stone-800">
        {(runs.data ?? []).slice(0, 12).map((run) => (
          <li key={run.runId} className="py-2 text-sm">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">{KINDS[run.kind]}</span>
              <span className="quiet">
                {run.kind === 'history'
                  ? `${formatDay(run.from, timeZone)} to ${formatDay(run.to, timeZone)}`
                  : formatMoment(run.createdAt, timeZone)}
              </span>
              <span>{STATES[run.state]}</span>
              <Steering run={run} />
            </div>
            <Progress run={run} />
            <p className="quiet">
              {counted(run.asked, 'call')} read
              {run.gongTotal > run.asked && ` of ${run.gongTotal.toLocaleString('en')} in Gong`}
              {parts(run)}, {counted(run.requests, 'request')}
            </p>
            {run.error && (
              <p className="text-red-800 dark:text-red-300">
                {run.error}
                {run.state === 'waiting' && run.retryAt && ` Resumes at ${formatMoment(run.retryAt, timeZone)}.`}{' '}
                <a className="link" href={guideUrl(run.state === 'waiting' ? 'limits' : 'calls-not-appearing')}>
                  What to do
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function parts(run: Run): string {
  const named: [number, string][] = [
    [run.added, 'added'],
    [run.changed, 'changed'],
    [run.unchanged, 'unchanged'],
    [run.leftOut, 'left out'],
    [run.removed, 'removed'],
    [run.held, 'deleted in Gong, kept here'],
    [run.failed, 'set aside'],
    [run.pending, 'transcripts pending'],
  ];
  const told = named.filter(([count]) => count > 0).map(([count, name]) => `${count.toLocaleString('en')} ${name}`);
  return told.length > 0 ? `: ${told.join(', ')}` : '';
}

function Progress({ run }: { run: Run }) {
  if (run.kind !== 'history' || !run.expected || !['running', 'waiting', 'paused'].includes(run.state)) return null;
  return (
    <progress
      className="my-1 h-2 w-full accent-teal-700"
      aria-label="Progress of the import"
      max={run.expected}
      value={Math.min(run.asked, run.expected)}
    />
  );
}

function Steering({ run }: { run: Run }) {
  const steer = useGongChange((step: RunStep) =>
    api.integrations.gong.runs[':runId'][':step'].$post({ param: { runId: run.runId, step } }),
  );
  const isOpen = ['queued', 'running', 'waiting', 'paused'].includes(run.state);
  if (run.kind !== 'history' || !isOpen) return null;
  const isPaused = run.state === 'paused';
  return (
    <span className="ml-auto flex gap-2">
      <button
        type="button"
        className="button-quiet"
        disabled={steer.isPending}
        onClick={() => steer.mutate(isPaused ? 'resume' : 'pause')}
      >
        {isPaused ? 'Resume' : 'Pause'}
      </button>
      <button type="button" className="button-quiet" disabled={steer.isPending} onClick={() => steer.mutate('cancel')}>
        Cancel
      </button>
      {steer.error && <span role="alert">{steer.error.message}</span>}
    </span>
  );
}
