import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { api, read } from '../api-client.ts';
import { formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { Problem, Skeleton } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';

const KEYS = ['api-keys'];

/** The member's own keys for programs. A key is shown once, on creation. */
export function ApiKeys() {
  const timeZone = useTimeZone();
  const keys = useQuery({ queryKey: KEYS, queryFn: async () => (await read(api['api-keys'].$get())).apiKeys });
  const make = useChange((name: string) => api['api-keys'].$post({ json: { name } }), [KEYS]);
  const revoke = useChange((id: string) => api['api-keys'][':keyId'].$delete({ param: { keyId: id } }), [KEYS]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    make.mutate(String(new FormData(form).get('name') ?? '').trim(), { onSuccess: () => form.reset() });
  };
  return (
    <div className="max-w-2xl space-y-6">
      <form onSubmit={submit} className="card p-4">
        <div className="flex flex-wrap items-end gap-3">
          <label className="min-w-56 grow space-y-1 text-sm">
            <span>What is the key for?</span>
            <input name="name" required maxLength={100} className="field" />
          </label>
          <button type="submit" className="button" disabled={make.isPending}>
            Create key
          </button>
        </div>
        <p className="quiet mt-2 text-sm">
          The key can read and ask everything you can.{' '}
          <a href="/docs" className="link">
            API reference
          </a>
        </p>
        {make.data && (
          <div className="mt-3 flex" role="status">
            <CopyField label="New key (shown only once)" value={make.data.key} />
          </div>
        )}
        {(make.error ?? revoke.error) && (
          <p role="alert" className="mt-3 text-sm">
            {(make.error ?? revoke.error)?.message}
          </p>
        )}
      </form>
      {keys.error && <Problem error={keys.error} onRetry={() => keys.refetch()} />}
      {keys.isPending && <Skeleton rows={2} />}
      {keys.data && keys.data.length > 0 && (
        <ul className="card divide-y divide-stone-200 dark:divide-stone-800" aria-label="API keys">
          {keys.data.map((key) => (
            <li key={key.id} className="flex flex-wrap items-center gap-3 px-4 py-2 text-sm">
              <span className="grow">
                <span className="font-medium">{key.name}</span>{' '}
                <span className="quiet">
                  created {formatDay(key.createdAt, timeZone)},{' '}
                  {key.lastUsedAt ? `last used ${formatDay(key.lastUsedAt, timeZone)}` : 'never used'}
                </span>
              </span>
              <button
                type="button"
                className="button-quiet"
                aria-label={`Revoke ${key.name}`}
                onClick={() => revoke.mutate(key.id)}
              >
                Revoke
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
