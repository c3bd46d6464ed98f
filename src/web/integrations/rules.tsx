import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api-client.ts';
import { counted, formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { formValues } from '../ui/form-values.ts';
import { useChange } from '../use-change.ts';

const RULES = ['rules'];
const KEYS = [RULES, ['gong'], ['calls'], ['accounts'], ['reports'], ['conversations']];

const useRules = () => useQuery({ queryKey: RULES, queryFn: () => read(api.rules.$get()) });
type Rules = NonNullable<ReturnType<typeof useRules>['data']>;

/** Rules for calls not to keep. Before a change is made, the page shows the calls to be removed. */
export function RulesSection() {
  const rules = useRules();
  if (rules.error) return <p role="alert">{rules.error.message}</p>;
  if (!rules.data) return null;
  return <RulesForm rules={rules.data} />;
}

function RulesForm({ rules }: { rules: Rules }) {
  const timeZone = useTimeZone();
  const [wanted, setWanted] = useState<Rules | null>(null);
  const preview = useChange((json: Rules) => api.rules.preview.$post({ json }));
  const save = useChange((json: Rules) => api.rules.$put({ json }), KEYS);
  const { titles, domains, internalOnly } = rules.exclusions;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text, list, isChecked } = formValues(event.currentTarget);
    const months = text('months');
    const next = {
      exclusions: {
        ...rules.exclusions,
        titles: list('titles'),
        domains: list('domains'),
        internalOnly: isChecked('internalOnly'),
      },
      retentionMonths: months === '' ? null : Number(months),
    };
    setWanted(next);
    save.reset();
    preview.mutate(next);
  };
  const failure = preview.error ?? save.error;
  return (
    <section className="card p-4" aria-label="Exclusions and retention">
      <h2 className="text-lg font-medium">Exclusions and retention</h2>
      <p className="quiet text-sm">
        Matching calls are removed and never imported. Answers that quote them are removed too.
      </p>
      <form onSubmit={submit} className="mt-3 grid gap-3 sm:grid-cols-2" onChange={() => setWanted(null)}>
        <label className="space-y-1 text-sm">
          <span>Titles containing any of these words, separated by commas</span>
          <input name="titles" className="field" defaultValue={titles.join(', ')} placeholder="interview, 1:1" />
        </label>
        <label className="space-y-1 text-sm">
          <span>Participants from these domains, separated by commas</span>
          <input name="domains" className="field" defaultValue={domains.join(', ')} placeholder="lawyers.example" />
        </label>
        <label className="space-y-1 text-sm">
          <span>Remove calls after this many months (leave empty for never)</span>
          <input
            name="months"
            type="number"
            min={1}
            max={600}
            className="field"
            defaultValue={rules.retentionMonths ?? ''}
          />
        </label>
        <label className="flex items-center gap-2 self-end pb-2 text-sm">
          <input type="checkbox" name="internalOnly" defaultChecked={internalOnly} />
          Internal-only calls
        </label>
        <div>
          <button type="submit" className="button-quiet" disabled={preview.isPending}>
            Preview what this removes
          </button>
        </div>
      </form>
      {failure && (
        <p role="alert" className="mt-3 text-sm text-red-800 dark:text-red-300">
          {failure.message}
        </p>
      )}
      <div role="status" className="mt-3 text-sm">
        {save.data && `Saved. ${counted(save.data.removed, 'call')} removed.`}
        {wanted && preview.data && !save.data && (
          <>
            <p>
              {preview.data.calls === 0
                ? 'No calls would be removed.'
                : `${counted(preview.data.calls, 'call')} would be removed: ${preview.data.excluded} excluded, ${preview.data.tooOld} too old.`}
            </p>
            <ul className="quiet mt-1">
              {preview.data.sample.map((call) => (
                <li key={call.id}>
                  {call.title}, {formatDay(call.startedAt, timeZone)}
                </li>
              ))}
            </ul>
            <button type="button" className="button mt-3" disabled={save.isPending} onClick={() => save.mutate(wanted)}>
              {preview.data.calls === 0 ? 'Save' : `Save and remove ${counted(preview.data.calls, 'call')}`}
            </button>
          </>
        )}
      </div>
    </section>
  );
}
