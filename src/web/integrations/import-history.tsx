import { type FormEvent, useState } from 'react';
import type { ImportEstimate } from '../../http/api-types.ts';
import { api } from '../api-client.ts';
import { counted, daysAfter } from '../format.ts';
import { guideUrl, useGongChange } from './gong-api.ts';

type Range = { from: string; to?: string };

/** Any range of call dates: first an estimate, then the import. */
export function ImportHistory({ isOn }: { isOn: boolean }) {
  const [range, setRange] = useState<Range | null>(null);
  const estimate = useGongChange((json: Range) => api.integrations.gong.import.estimate.$post({ json }));
  const start = useGongChange((json: Range) => api.integrations.gong.import.$post({ json }));
  const found = estimate.data;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [String(form.get('from')), String(form.get('to') ?? '')];
    const wanted = { from, ...(to && { to: daysAfter(to, 1) }) };
    setRange(wanted);
    start.reset();
    estimate.mutate(wanted);
  };
  const failure = estimate.error ?? start.error;
  return (
    <section className="card p-4" aria-label="Import history">
      <h2 className="text-lg font-medium">Import history</h2>
      {!isOn && <p className="quiet mt-1 text-sm">Connect Gong and turn on data sync first.</p>}
      <form onSubmit={submit} className="mt-3 flex flex-wrap items-end gap-3">
        <label className="space-y-1 text-sm">
          <span className="block">From</span>
          <input type="date" name="from" required disabled={!isOn} className="field" />
        </label>
        <label className="space-y-1 text-sm">
          <span className="block">To (inclusive, leave empty for today)</span>
          <input type="date" name="to" disabled={!isOn} className="field" />
        </label>
        <button type="submit" className="button-quiet" disabled={!isOn || estimate.isPending}>
          {estimate.isPending ? 'Asking Gong…' : 'Estimate'}
        </button>
      </form>
      {failure && (
        <p role="alert" className="mt-3 text-sm">
          {failure.message}{' '}
          <a className="link" href={guideUrl('limits')}>
            About Gong’s limits
          </a>
        </p>
      )}
      {found && range && !start.isSuccess && (
        <div className="mt-3 flex flex-wrap items-center gap-3">
          <p role="status" className="text-sm">
            {found.calls === 0 ? (
              'Gong has no calls on these dates, or the connected user can’t see them.'
            ) : (
              <>
                {counted(found.calls, 'call')}
                {found.known > 0 && `, ${found.known.toLocaleString('en')} already here`}:{' '}
                {counted(found.requests, 'request')}, about {duration(found)}.
              </>
            )}
          </p>
          {found.calls > 0 && (
            <button type="button" className="button" disabled={start.isPending} onClick={() => start.mutate(range)}>
              Import
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function duration({ seconds, extraDays }: ImportEstimate): string {
  if (extraDays > 0) return `${counted(extraDays + 1, 'day')}, as the daily limit allows`;
  return seconds < 90 ? counted(seconds, 'second') : counted(Math.ceil(seconds / 60), 'minute');
}
