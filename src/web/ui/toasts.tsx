import { Toast } from 'radix-ui';
import { takeNote, useNotes } from './notes.ts';

/** How long a note stays, in ms; longer while it is pointed at, focused, or the window is in the background. */
const SHOWN_MS = 6_000;

/** Where notes are shown; F8 moves the focus to them. */
export default function Toasts() {
  const shown = useNotes();
  return (
    <Toast.Provider duration={SHOWN_MS} swipeDirection="down">
      {shown.map(({ id, text, onUndo }) => (
        <Toast.Root
          key={id}
          onOpenChange={(isOpen) => !isOpen && takeNote(id)?.onClose?.()}
          className="enters flex items-center gap-4 rounded-xl bg-stone-900 px-4 py-3 text-sm text-stone-50 shadow-lg dark:bg-stone-100 dark:text-stone-900"
        >
          <Toast.Description className="min-w-0 grow break-words">{text}</Toast.Description>
          {onUndo && (
            <Toast.Action
              altText="Undo"
              className="cursor-pointer font-medium underline underline-offset-2"
              onClick={() => {
                takeNote(id);
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
