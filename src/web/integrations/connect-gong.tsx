import type { FormEvent } from 'react';
import type { GongKey } from '../../http/api-types.ts';
import { api } from '../api-client.ts';
import { type Gong, guideUrl, useGongChange } from './gong-api.ts';

/** Connect in the browser, or with an access key. */
export function ConnectGong({ gong }: { gong: Gong }) {
  const begin = useGongChange(() => api.integrations.gong.connect.$post());
  const withKey = useGongChange((json: GongKey) => api.integrations.gong['access-key'].$post({ json }));
  const connect = async () => {
    const { authorizeUrl } = await begin.mutateAsync();
    window.location.assign(authorizeUrl);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    withKey.mutate({ accessKey: text('key'), accessKeySecret: text('secret'), baseUrl: text('host') });
  };
  return (
    <section className="card space-y-4 p-4" aria-label="Connect">
      {gong.canConnectInBrowser ? (
        <div>
          <button type="button" className="button" disabled={begin.isPending} onClick={() => connect().catch(() => {})}>
            {gong.state === 'reconnect_needed' ? 'Reconnect' : 'Connect'}
          </button>
          <p className="quiet mt-2 text-sm">
            Opens Gong, where a technical administrator approves the connection.{' '}
            <a className="link" href={guideUrl('how-to-connect')}>
              Step by step
            </a>
          </p>
          {begin.error && <p role="alert">{begin.error.message}</p>}
        </div>
      ) : (
        <p className="quiet text-sm">
          To connect in the browser, whoever runs this server sets GONG_CLIENT_ID and GONG_CLIENT_SECRET of a Gong OAuth
          app.{' '}
          <a className="link" href={guideUrl('how-to-connect')}>
            Step by step
          </a>
        </p>
      )}
      <details open={!gong.canConnectInBrowser}>
        <summary className="cursor-pointer text-sm font-medium">Use an access key</summary>
        <form onSubmit={submit} className="mt-3 grid gap-3 sm:grid-cols-2">
          <label className="block space-y-1 text-sm">
            <span>Access key</span>
            <input name="key" required autoComplete="off" className="field" />
          </label>
          <label className="block space-y-1 text-sm">
            <span>Access key secret</span>
            <input name="secret" type="password" required autoComplete="off" className="field" />
          </label>
          <label className="block space-y-1 text-sm sm:col-span-2">
            <span>API base URL, shown next to the key in Gong</span>
            <input name="host" required placeholder="https://us-12345.api.gong.io" className="field" />
          </label>
          {withKey.error && (
            <p role="alert" className="text-sm text-red-800 sm:col-span-2 dark:text-red-300">
              {withKey.error.message}{' '}
              <a className="link" href={guideUrl('how-to-connect')}>
                Step by step
              </a>
            </p>
          )}
          <div>
            <button type="submit" className="button-quiet" disabled={withKey.isPending}>
              {withKey.isPending ? 'Checking the key…' : 'Connect with this key'}
            </button>
          </div>
        </form>
      </details>
    </section>
  );
}
