import type { Gong } from './gong-api.ts';

/** The connection's state in a word or two. */
export function ConnectionState({ gong }: { gong: Pick<Gong, 'state' | 'dataSyncEnabled'> }) {
  if (gong.state === 'connected')
    return (
      <strong className="font-medium text-teal-800 dark:text-teal-300">
        Connected{gong.dataSyncEnabled ? '' : ', data sync off'}
      </strong>
    );
  return (
    <strong className="font-medium text-amber-800 dark:text-amber-300">
      {gong.state === 'reconnect_needed' ? 'Needs reconnecting' : 'Not connected'}
    </strong>
  );
}
