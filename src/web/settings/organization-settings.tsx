import type { FormEvent } from 'react';
import { api } from '../api-client.ts';
import { useMe } from '../me.ts';
import { formValues } from '../ui/form-values.ts';
import { useChange } from '../use-change.ts';

const MONTHS = Array.from({ length: 12 }, (_, at) =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, at, 1)),
);

/** Name, domains, and the calendar behind phrases like "this quarter". */
export function OrganizationSettings() {
  const me = useMe();
  const save = useChange(
    (json: { name: string; domains: string[]; timeZone: string; fiscalYearStartMonth: number }) =>
      api.organization.$patch({ json }),
    [['me'], ['calls'], ['people'], ['accounts']],
  );
  if (!me.data) return null;
  const { name, domains, timeZone, fiscalYearStartMonth } = me.data.organization;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text, list } = formValues(event.currentTarget);
    save.mutate({
      name: text('name'),
      domains: list('domains'),
      timeZone: text('timeZone'),
      fiscalYearStartMonth: Number(text('month')),
    });
  };
  return (
    <form onSubmit={submit} className="card max-w-xl space-y-4 p-6" aria-label="Organization">
      <label className="block space-y-1 text-sm">
        <span>Name</span>
        <input name="name" required maxLength={200} className="field" defaultValue={name} />
      </label>
      <label className="block space-y-1 text-sm">
        <span>Your email domains, separated by commas</span>
        <input name="domains" className="field" defaultValue={domains.join(', ')} />
        <span className="quiet block text-xs">Anyone with an address there counts as your team on calls.</span>
      </label>
      <label className="block space-y-1 text-sm">
        <span>Time zone</span>
        <input name="timeZone" required list="time-zones" className="field" defaultValue={timeZone} />
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </label>
      <label className="block space-y-1 text-sm">
        <span>Fiscal year starts in</span>
        <select name="month" className="field" defaultValue={fiscalYearStartMonth}>
          {MONTHS.map((month, at) => (
            <option key={month} value={at + 1}>
              {month}
            </option>
          ))}
        </select>
        <span className="quiet block text-xs">Used for “this quarter” and “FY26” in questions.</span>
      </label>
      {save.error && (
        <p role="alert" className="text-sm text-red-800 dark:text-red-300">
          {save.error.message}
        </p>
      )}
      <div className="flex items-center gap-3">
        <button type="submit" className="button" disabled={save.isPending}>
          Save
        </button>
        <span role="status" className="quiet text-sm">
          {save.isSuccess ? 'Saved.' : ''}
        </span>
      </div>
    </form>
  );
}
