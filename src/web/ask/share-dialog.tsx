import { api, read } from '../api-client.ts';
import { formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useChange } from '../use-change.ts';

const DAYS = [7, 14, 30] as const;
type SharingDays = (typeof DAYS)[number] | null;
export type SharedLink = { url: string; until: string | null };

/** What the viewer shares, wherever it is listed. */
export const SHARED_ANSWERS = ['shared-answers'];

/** The answer's link with the end that it has, or a new one. */
export const shareLink = (answerId: string): Promise<SharedLink> =>
  read(api.answers[':answerId'].sharing.$put({ param: { answerId }, json: { isShared: true } }));

/** An answer's link: how long it is good for, and the way to end it. */
export function ShareDialog({
  answerId,
  link,
  onChange,
  onClose,
}: {
  answerId: string;
  link: SharedLink | null;
  /** With null when sharing was stopped. */
  onChange: (link: SharedLink | null) => void;
  onClose: () => void;
}) {
  const timeZone = useTimeZone();
  const change = useChange(
    (json: { isShared: boolean; days: SharingDays }) =>
      api.answers[':answerId'].sharing.$put({ param: { answerId }, json }),
    [SHARED_ANSWERS],
  );
  return (
    <Dialog isOpen={link !== null} onClose={onClose} title="Share this answer">
      <p className="quiet mb-3 text-sm">
        Anyone in your organization can open this link. They see your question as you asked it, and only as much of the
        answer as they may read of its calls.
      </p>
      <CopyField label="Link to this answer" value={link?.url ?? ''} />
      <div className="mt-4 flex flex-wrap items-end justify-between gap-3">
        <label className="space-y-1 text-sm">
          <span>Link expires</span>
          <select
            className="field py-1.5"
            value={link?.until ? 'until' : 'never'}
            disabled={change.isPending}
            onChange={(event) => {
              const days = DAYS.find((one) => String(one) === event.target.value) ?? null;
              change.mutate({ isShared: true, days }, { onSuccess: onChange });
            }}
          >
            {link?.until && <option value="until">On {formatDay(link.until, timeZone)}</option>}
            {DAYS.map((one) => (
              <option key={one} value={one}>
                In {one} days
              </option>
            ))}
            <option value="never">Never</option>
          </select>
        </label>
        <button
          type="button"
          className="button-quiet"
          disabled={change.isPending}
          onClick={() => change.mutate({ isShared: false, days: null }, { onSuccess: () => onChange(null) })}
        >
          Stop sharing
        </button>
      </div>
      {change.error && (
        <p role="alert" className="mt-3 text-sm">
          {change.error.message}
        </p>
      )}
    </Dialog>
  );
}
