import { type FormEvent, useState } from 'react';
import { api } from '../api-client.ts';
import { formatMoment } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { guideUrl, useGongChange } from './gong-api.ts';

const ask = api.integrations.gong.why.$get;
type Query = Parameters<typeof ask>[0]['query'];

const WAYS = {
  title: 'A call’s title',
  callId: 'Gong call ID or link',
  date: 'A day',
  person: 'Email or name of a person',
} as const satisfies Record<keyof Query, string>;
type Way = keyof typeof WAYS;

/** "Why is this call, transcript or person not here?" */
export function WhyMissing() {
  const [way, setWay] = useState<Way>('title');
  const timeZone = useTimeZone();
  const why = useGongChange((query: Query) => ask({ query }));
  const found = why.data?.explanations;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = String(new FormData(event.currentTarget).get('what')).trim();
    // People paste a call's link into the field for its id.
    const id = /[?&]id=(\d+)/.exec(text)?.[1] ?? text;
    why.mutate({ [way]: way === 'callId' ? id : text });
  };
  return (
    <section className="card p-4" aria-label="Find out why something is missing">
      <h2 className="text-lg font-medium">Find out why something is missing</h2>
      <form onSubmit={submit} className="mt-3 flex flex-wrap items-end gap-3">
        <label className="space-y-1 text-sm">
          <span className="block">Look for</span>
          <select
            className="field"
            value={way}
            onChange={(event) => {
              setWay(event.target.value as Way);
              why.reset();
            }}
          >
            {Object.entries(WAYS).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="min-w-48 grow space-y-1 text-sm">
          <span className="block">{WAYS[way]}</span>
          <input key={way} name="what" type={way === 'date' ? 'date' : 'text'} required className="field" />
        </label>
        <button type="submit" className="button-quiet" disabled={why.isPending}>
          {why.isPending ? 'Looking…' : 'Why?'}
        </button>
      </form>
      {why.error && (
        <p role="alert" className="mt-3 text-sm">
          {why.error.message}
        </p>
      )}
      {found && (
        <ul className="mt-3 space-y-2 text-sm" aria-live="polite" aria-label="Explanations">
          {found.map((one) => (
            <li key={one.call?.id ?? one.cause}>
              {one.call && (
                <span className="font-medium">
                  {one.call.title ?? `Call ${one.call.id}`}
                  {one.call.startedAt && `, ${formatMoment(one.call.startedAt, timeZone)}`}:{' '}
                </span>
              )}
              {one.text}{' '}
              <a className="link" href={guideUrl(one.guide)}>
                More
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
