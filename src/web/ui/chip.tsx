import type { ReactNode } from 'react';

type Props = {
  label?: string;
  value: ReactNode;
  name?: string;
  isTakenOver?: boolean;
  onRemove?: (() => void) | undefined;
};

/** One removable part of a question or filter. `name` labels the button if `value` is not text. */
export function Chip({ label, value, name, isTakenOver = false, onRemove }: Props) {
  return (
    <li className="chip">
      {label && <span className="quiet shrink-0 text-xs">{label}</span>}
      <span className="min-w-0 wrap-anywhere">{value}</span>
      {isTakenOver && <span className="quiet text-xs">(as before)</span>}
      {onRemove && (
        <button
          type="button"
          aria-label={name ?? `Ask without ${label} ${value}`}
          className="quiet -mr-1 shrink-0 cursor-pointer rounded-full px-1.5 hover:bg-stone-300 dark:hover:bg-stone-700"
          onClick={onRemove}
        >
          ×
        </button>
      )}
    </li>
  );
}
