import { Link } from '@tanstack/react-router';
import { useIsAdmin } from '../me.ts';
import { AdminsOnly, useTabTitle } from '../ui/page.tsx';
import { ConnectionState } from './connection-state.tsx';
import { useGong } from './gong-api.ts';

/** The organization's connections. */
export function IntegrationsScreen() {
  useTabTitle('Integrations');
  return useIsAdmin() ? <Integrations /> : <AdminsOnly what="integrations" />;
}

function Integrations() {
  const gong = useGong();
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Integrations</h1>
      <h2 className="mt-6 text-lg font-medium">Admin apps</h2>
      <p className="quiet text-sm">An admin connects these once for the whole organization.</p>
      <Link
        to="/integrations/gong"
        className="card mt-3 flex items-center gap-3 p-4 hover:border-teal-600 dark:hover:border-teal-400"
      >
        <span className="font-medium">Gong</span>
        <span className="quiet text-sm">Calls, transcripts and participants</span>
        <span className="ml-auto text-sm">{gong.data && <ConnectionState gong={gong.data} />}</span>
      </Link>
      {gong.error && (
        <p role="alert" className="mt-3">
          {gong.error.message}
        </p>
      )}
    </>
  );
}
