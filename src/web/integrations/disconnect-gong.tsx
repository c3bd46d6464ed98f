import { useRef, useState } from 'react';
import { api } from '../api-client.ts';
import { useGongChange } from './gong-api.ts';

/** Disconnects, after asking whether to keep the synced calls. */
export function DisconnectGong() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [deletes, setDeletes] = useState(false);
  const disconnect = useGongChange(() =>
    api.integrations.gong.$delete({ query: { deleteData: deletes ? 'true' : 'false' } }),
  );
  const confirm = async () => {
    await disconnect.mutateAsync();
    dialog.current?.close();
  };
  return (
    <section aria-label="Disconnect">
      <button type="button" className="button-quiet" onClick={() => dialog.current?.showModal()}>
        Disconnect…
      </button>
      <dialog
        ref={dialog}
        aria-labelledby="disconnect-title"
        className="card m-auto max-w-md p-6 text-stone-900 backdrop:bg-black/40 dark:text-stone-100"
      >
        <h2 id="disconnect-title" className="text-lg font-medium">
          Disconnect Gong?
        </h2>
        <p className="quiet mt-2 text-sm">The credentials are deleted and syncing stops.</p>
        <label className="mt-4 flex items-start gap-2 text-sm">
          <input
            type="checkbox"
            className="mt-1"
            checked={deletes}
            onChange={(event) => setDeletes(event.target.checked)}
          />
          <span>
            Also delete everything that was synced: calls, transcripts, people, and answers that quote them. This can’t
            be undone.
          </span>
        </label>
        {disconnect.error && (
          <p role="alert" className="mt-3 text-sm">
            {disconnect.error.message}
          </p>
        )}
        <div className="mt-6 flex justify-end gap-2">
          <button type="button" className="button-quiet" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button
            type="button"
            className="button"
            disabled={disconnect.isPending}
            onClick={() => confirm().catch(() => {})}
          >
            {deletes ? 'Disconnect and delete' : 'Disconnect'}
          </button>
        </div>
      </dialog>
    </section>
  );
}
