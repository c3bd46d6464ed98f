import { useSyncExternalStore } from 'react';

type Note = { id: number; text: string; onUndo?: () => void; onClose?: () => void };

let notes: readonly Note[] = [];
let nextId = 0;
const listeners = new Set<() => void>();

const set = (next: readonly Note[]) => {
  notes = next;
  for (const listener of listeners) listener();
};

/** Says in a corner what was done. With `onUndo` it offers to undo; `onClose` is called when it has gone unused. */
export function tell(text: string, { onUndo, onClose }: Pick<Note, 'onUndo' | 'onClose'> = {}): void {
  nextId += 1;
  set([...notes, { id: nextId, text, ...(onUndo && { onUndo }), ...(onClose && { onClose }) }]);
}

/** Takes a note away, and answers it if it was still there. */
export function takeNote(id: number): Note | undefined {
  const note = notes.find((one) => one.id === id);
  set(notes.filter((one) => one.id !== id));
  return note;
}

/** The notes to be shown, oldest first. */
export const useNotes = (): readonly Note[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notes,
  );
