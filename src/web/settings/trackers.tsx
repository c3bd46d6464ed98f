import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api-client.ts';
import { counted, SIDE_NAMES } from '../format.ts';
import { Dialog } from '../ui/dialog.tsx';
import { formValues } from '../ui/form-values.ts';
import { Problem, Skeleton } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';

const TRACKERS = ['trackers'];
const KEYS = [TRACKERS, ['reports'], ['topics'], ['activities']];
const COUNTING_MS = 1500;

function useTrackers() {
  return useQuery({
    queryKey: TRACKERS,
    queryFn: async () => (await read(api.trackers.$get())).trackers,
    // After an edit past calls are counted anew.
    refetchInterval: ({ state }) => (state.data?.some(({ isCounted }) => !isCounted) ? COUNTING_MS : false),
  });
}
type Tracker = NonNullable<ReturnType<typeof useTrackers>['data']>[number];
type Wish = Pick<Tracker, 'name' | 'terms' | 'cues' | 'side'>;

/** Topics and the words to detect them by; competitors are a tracker too. */
export function Trackers() {
  const trackers = useTrackers();
  const [edited, setEdited] = useState<Tracker | 'new' | null>(null);
  const remove = useChange((id: string) => api.trackers[':trackerId'].$delete({ param: { trackerId: id } }), KEYS);
  if (trackers.error) return <Problem error={trackers.error} onRetry={() => trackers.refetch()} />;
  if (!trackers.data) return <Skeleton rows={3} height="h-24" />;
  return (
    <div className="max-w-3xl space-y-3">
      <div className="flex items-center gap-3">
        <p className="quiet grow text-sm">Add your competitors’ names to the words of the competitor topic.</p>
        <button type="button" className="button" onClick={() => setEdited('new')}>
          Add topic
        </button>
      </div>
      {remove.error && <p role="alert">{remove.error.message}</p>}
      <ul className="space-y-3" aria-label="Topics">
        {trackers.data.map((tracker) => (
          <li key={tracker.id} className="card p-4">
            <div className="flex flex-wrap items-center gap-2">
              <h2 className="grow font-medium">
                {tracker.name}
                {tracker.side && <span className="quiet text-sm"> said by {SIDE_NAMES[tracker.side]}</span>}
              </h2>
              <button
                type="button"
                className="button-quiet"
                aria-label={`Edit ${tracker.name}`}
                onClick={() => setEdited(tracker)}
              >
                Edit
              </button>
              <button
                type="button"
                className="button-quiet"
                aria-label={`Delete ${tracker.name}`}
                onClick={() => window.confirm(`Delete the tracker ${tracker.name}?`) && remove.mutate(tracker.id)}
              >
                Delete
              </button>
            </div>
            <p className="quiet mt-1 text-sm">
              {tracker.isCounted ? (
                <>
                  <Link to="/search" search={{ tracker: tracker.id }} className="link">
                    {counted(tracker.segments, 'mention')}
                  </Link>{' '}
                  in {counted(tracker.calls, 'call')}
                </>
              ) : (
                'Counting past calls…'
              )}
            </p>
            <p className="mt-2 text-sm break-words">{tracker.terms.join(', ')}</p>
          </li>
        ))}
      </ul>
      <Dialog
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
        title={edited === 'new' ? 'Add topic' : `Edit ${edited?.name}`}
      >
        {edited && <TrackerForm tracker={edited === 'new' ? null : edited} onDone={() => setEdited(null)} />}
      </Dialog>
    </div>
  );
}

function TrackerForm({ tracker, onDone }: { tracker: Tracker | null; onDone: () => void }) {
  const save = useChange(
    async (json: Wish) =>
      tracker
        ? await api.trackers[':trackerId'].$patch({ param: { trackerId: tracker.id }, json })
        : await api.trackers.$post({ json }),
    KEYS,
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text, list } = formValues(event.currentTarget);
    const side = text('side');
    save.mutate(
      {
        name: text('name'),
        terms: list('terms'),
        cues: list('cues'),
        side: side === '' ? null : (side as NonNullable<Wish['side']>),
      },
      { onSuccess: onDone },
    );
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <label className="block space-y-1 text-sm">
        <span>Name</span>
        <input name="name" required maxLength={100} className="field" defaultValue={tracker?.name} />
      </label>
      <label className="block space-y-1 text-sm">
        <span>Words and phrases to listen for, separated by commas</span>
        <textarea name="terms" required rows={5} className="field" defaultValue={tracker?.terms.join(', ')} />
        <span className="quiet block text-xs">
          Words match in every form. The words of a phrase must stand together.
        </span>
      </label>
      <label className="block space-y-1 text-sm">
        <span>Other names for it in questions</span>
        <textarea name="cues" rows={2} className="field" defaultValue={tracker?.cues.join(', ')} />
      </label>
      <label className="block space-y-1 text-sm">
        <span>Said by</span>
        <select name="side" className="field" defaultValue={tracker?.side ?? ''}>
          <option value="">Anyone</option>
          <option value="customer">Customers</option>
          <option value="us">Us</option>
        </select>
      </label>
      {save.error && (
        <p role="alert" className="text-sm text-red-800 dark:text-red-300">
          {save.error.message}
        </p>
      )}
      <button type="submit" className="button" disabled={save.isPending}>
        Save
      </button>
    </form>
  );
}
