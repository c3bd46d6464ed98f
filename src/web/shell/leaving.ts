import { useSyncExternalStore } from 'react';
import { tell } from '../ui/notes.ts';

let leaving: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();
/** What takes each away for good. */
const removals = new Map<string, () => void>();

const set = (next: ReadonlySet<string>) => {
  leaving = next;
  for (const listener of listeners) listener();
};

/** What is on its way out, by id: not shown any more, and still there to be brought back. */
export const useLeaving = (): ReadonlySet<string> =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => leaving,
  );

/**
 * Takes something off the screen with a note that offers to undo it. `remove` is called once nobody did, at the latest
 * when the page is left.
 */
export function leave(id: string, { text, remove }: { text: string; remove: () => Promise<unknown> }): void {
  set(new Set([...leaving, id]));
  const back = () => {
    removals.delete(id);
    set(new Set([...leaving].filter((one) => one !== id)));
  };
  removals.set(id, () => {
    removals.delete(id);
    remove().catch((error: Error) => {
      back();
      tell(error.message);
    });
  });
  tell(text, { onUndo: back, onClose: () => removals.get(id)?.() });
}

window.addEventListener('pagehide', () => {
  for (const remove of [...removals.values()]) remove();
});
