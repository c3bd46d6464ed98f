import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { keepForOwnEscape } from './escape.ts';

type Props = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
};

/**
 * Returns the keyboard focus on close. Radix would return focus to a trigger, but dialogs here open by state and have
 * none.
 */
function useReturn() {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
    },
  };
}

const panel = 'card fixed z-40 flex flex-col text-stone-900 shadow-xl dark:text-stone-100';

/** A question in the middle of the page; Escape or a click outside closes the dialog. */
export function Dialog({ isOpen, onClose, title, children }: Props) {
  const focus = useReturn();
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 bg-black/40" />
        <Radix.Content
          aria-describedby={undefined}
          {...focus}
          onEscapeKeyDown={keepForOwnEscape}
          className={`${panel} top-1/2 left-1/2 max-h-[90dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-auto p-6`}
        >
          <Head title={title} />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** A panel at the right edge; on a wide screen the page beside stays in use. Escape closes the panel. */
export function SidePanel({ isOpen, onClose, title, children }: Props) {
  const focus = useReturn();
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()} modal={false}>
      <Radix.Portal>
        <Radix.Content
          aria-describedby={undefined}
          {...focus}
          onEscapeKeyDown={keepForOwnEscape}
          onInteractOutside={(event) => event.preventDefault()}
          className={`${panel} inset-y-0 right-0 w-[min(34rem,100vw)] rounded-none border-y-0 border-r-0 p-4`}
        >
          <Head title={title} />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Head({ title }: { title: string }) {
  return (
    <div className="mb-3 flex items-start gap-3">
      <Radix.Title className="min-w-0 grow text-lg font-semibold break-words">{title}</Radix.Title>
      <Radix.Close className="icon-button" aria-label="Close">
        <X aria-hidden className="size-5" />
      </Radix.Close>
    </div>
  );
}
