import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api } from '../api-client.ts';
import { formatMoment } from '../format.ts';
import { useIsAdmin, useTimeZone } from '../me.ts';
import { AdminsOnly, useTabTitle } from '../ui/page.tsx';
import { CallLedger } from './call-ledger.tsx';
import { ConnectGong } from './connect-gong.tsx';
import { ConnectionState } from './connection-state.tsx';
import { DisconnectGong } from './disconnect-gong.tsx';
import { type Gong, guideUrl, useGong, useGongChange } from './gong-api.ts';
import { ImportHistory } from './import-history.tsx';
import { RulesSection } from './rules.tsx';
import { RunsTable } from './runs-table.tsx';
import { WhyMissing } from './why-missing.tsx';

/**
 * The Gong integration: the connection, the synced calls, the missing calls and why. Admins only, here and on the
 * server.
 */
export function GongScreen() {
  useTabTitle('Gong');
  return useIsAdmin() ? <GongPage /> : <AdminsOnly what="integrations" />;
}

function GongPage() {
  const gong = useGong();
  const { problem } = useSearch({ from: '/integrations/gong' });
  const navigate = useNavigate();
  if (gong.error)
    return (
      <p role="alert" className="py-16 text-center">
        {gong.error.message}
      </p>
    );
  if (!gong.data) return <p className="quiet py-16 text-center">Loading…</p>;
  const isKnown = gong.data.state !== 'not_connected';
  return (
    <div className="space-y-6">
      <div>
        <p className="quiet text-sm">
          <Link to="/integrations" className="hover:underline">
            Integrations
          </Link>
        </p>
        <h1 className="text-2xl font-semibold tracking-tight">Gong</h1>
      </div>
      {problem && (
        <div role="alert" className="card border-red-400 p-4 dark:border-red-700">
          <p>{problem}</p>
          <p className="mt-2 flex gap-3 text-sm">
            <a className="link" href={guideUrl('how-to-connect')}>
              How to connect
            </a>
            <button
              type="button"
              className="link"
              onClick={() => navigate({ to: '/integrations/gong', search: {}, replace: true })}
            >
              Dismiss
            </button>
          </p>
        </div>
      )}
      <Status gong={gong.data} />
      {gong.data.state !== 'connected' && <ConnectGong gong={gong.data} />}
      {isKnown && (
        <>
          <CallLedger gong={gong.data} />
          <ImportHistory isOn={gong.data.dataSyncEnabled && gong.data.connected} />
        </>
      )}
      <RunsTable />
      <WhyMissing />
      {isKnown && <RulesSection />}
      {isKnown && <DisconnectGong />}
    </div>
  );
}

function Status({ gong }: { gong: Gong }) {
  const timeZone = useTimeZone();
  const change = useGongChange((dataSyncEnabled: boolean) => api.organization.$patch({ json: { dataSyncEnabled } }));
  const when = (iso: string | null) => (iso ? formatMoment(iso, timeZone) : null);
  const facts: [string, string | null][] = [
    ['Host', gong.host],
    ['Connected', gong.connectedAt && `${when(gong.connectedAt)}${gong.connectedBy ? ` by ${gong.connectedBy}` : ''}`],
    [
      'Connected with',
      gong.kind === 'oauth' ? 'Gong sign-in (OAuth)' : gong.kind === 'access_key' ? 'Access key' : null,
    ],
    ['Scopes', gong.scopes?.join(', ') ?? null],
    ['Next sync', gong.dataSyncEnabled && gong.connected ? (when(gong.nextSyncAt) ?? 'Now') : null],
    [
      'Requests to Gong',
      `${gong.quota.usedToday.toLocaleString('en')} of ${gong.quota.ourShare.toLocaleString('en')} in the last 24 hours, at most ${gong.quota.perSecond} per second`,
    ],
    ['Paused by Gong', gong.quota.notBefore && `Until ${when(gong.quota.notBefore)}`],
  ];
  return (
    <section className="card p-4" aria-label="Connection">
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-lg" role="status">
          <ConnectionState gong={gong} />
        </p>
        {gong.state === 'connected' && (
          <button
            type="button"
            className={gong.dataSyncEnabled ? 'button-quiet ml-auto' : 'button ml-auto'}
            disabled={change.isPending}
            onClick={() => change.mutate(!gong.dataSyncEnabled)}
          >
            Turn {gong.dataSyncEnabled ? 'off' : 'on'} data sync
          </button>
        )}
      </div>
      {gong.state === 'connected' && !gong.dataSyncEnabled && (
        <p className="quiet mt-1 text-sm">
          Nothing is fetched from Gong until you turn it on. The first sync brings the last 48 hours.{' '}
          <a className="link" href={guideUrl('the-first-sync-and-those-after')}>
            What this does
          </a>
        </p>
      )}
      {change.error && <p role="alert">{change.error.message}</p>}
      {gong.state !== 'not_connected' && (
        <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
          {facts
            .filter(([, value]) => value)
            .map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="quiet">{name}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
        </dl>
      )}
      {gong.missingScopes.length > 0 && (
        <p className="mt-3 text-sm text-amber-800 dark:text-amber-300">
          Gong didn’t grant {gong.missingScopes.map(({ scope, purpose }) => `${scope} (${purpose})`).join(', ')}. Add it
          to the app in Gong, then connect again.
        </p>
      )}
      {gong.lastError && (
        <p role="alert" className="mt-3 text-sm text-red-800 dark:text-red-300">
          Last sync: {gong.lastError}{' '}
          <a className="link" href={guideUrl('calls-not-appearing')}>
            What to do
          </a>
        </p>
      )}
    </section>
  );
}
