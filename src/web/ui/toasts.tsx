import { Toast } from 'radix-ui';
import { useSyncExternalStore } from 'react';

type Note = { id: number; text: string; onUndo?: () => void; onClose?: () => void };

/** How long a note stays, in ms; longer while it is pointed at, focused, or the window is in the background. */
const SHOWN_MS = 6_000;

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

const take = (id: number) => {
  const note = notes.find((one) => one.id === id);
  set(notes.filter((one) => one.id !== id));
  return note;
};

/** Where notes are shown; F8 moves the focus to them. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notes,
  );
  return (
    <Toast.Provider duration={SHOWN_MS} swipeDirection="down">
      {shown.map(({ id, text, onUndo }) => (
        <Toast.Root
          key={id}
          onOpenChange={(isOpen) => !isOpen && take(id)?.onClose?.()}
          className="enters flex items-center gap-4 rounded-xl bg-stone-900 px-4 py-3 text-sm text-stone-50 shadow-lg dark:bg-stone-100 dark:text-stone-900"
        >
          <Toast.Description className="min-w-0 grow break-words">{text}</Toast.Description>
          {onUndo && (
            <Toast.Action
              altText="Undo"
              className="cursor-pointer font-medium underline underline-offset-2"
              onClick={() => {
                take(id);
                onUndo();
              }}
            >
              Undo
            </Toast.Action>
          )}
        </Toast.Root>
      ))}
      <Toast.Viewport
        aria-label="Notes"
        className="fixed bottom-4 left-1/2 z-50 flex w-[min(24rem,calc(100vw-2rem))] -translate-x-1/2 flex-col gap-2"
      />
    </Toast.Provider>
  );
}
