import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Menu } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { ApiFailure } from '../api-client.ts';
import { useMe } from '../me.ts';
import { useNotes } from '../ui/notes.ts';
import { AccessNotice } from './access-notice.tsx';
import { Logo, Navigation, useNewQuestionKey } from './navigation.tsx';

/** Pages open to signed-out visitors. */
const OPEN_PAGES = /^\/(sign-in|invitation|set-up|new-password)/;

/**
 * The frame of every page. Signed-out visitors are sent to the sign-in page, and afterwards back to the page asked for.
 */
export function Shell() {
  const me = useMe();
  const navigate = useNavigate();
  const location = useRouterState({ select: (state) => state.location });
  const isOpen = OPEN_PAGES.test(location.pathname);
  const isSignedOut = me.error instanceof ApiFailure && me.error.status === 401;

  useEffect(() => {
    if (isSignedOut && !isOpen) navigate({ to: '/sign-in', search: { next: location.href }, replace: true });
  }, [isSignedOut, isOpen, location.href, navigate]);

  useNewQuestionKey();

  // Focus moves to the start of a new page, for the keyboard and for screen readers.
  const shownPath = useRef(location.pathname);
  useEffect(() => {
    if (shownPath.current === location.pathname) return;
    shownPath.current = location.pathname;
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [location.pathname]);

  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
      <a href="#main" className="button sr-only z-50 focus:not-sr-only focus:absolute focus:m-2">
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh border-r border-stone-200 bg-white lg:block dark:border-stone-800 dark:bg-stone-900">
        {me.data && !isOpen ? <Navigation me={me.data} /> : <Logo className="p-4" />}
      </aside>
      <header className="sticky top-0 z-20 flex items-center gap-2 border-b border-stone-200 bg-white px-3 py-2 lg:hidden dark:border-stone-800 dark:bg-stone-900">
        {me.data && !isOpen && <PhoneMenu key={location.href} me={me.data} />}
        {/* As tall as the button that comes, so that the page below stays where it is. */}
        {!me.data && !isOpen && (
          <span aria-hidden className="icon-button invisible">
            <Menu className="size-5" />
          </span>
        )}
        <Logo />
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 py-6 focus:outline-none sm:px-6">
        {me.data && !isOpen && <AccessNotice access={me.data.access} />}
        {me.data || isOpen ? (
          <Outlet />
        ) : (
          <Waiting failure={isSignedOut ? null : me.error} onRetry={() => me.refetch()} />
        )}
      </main>
      <Notes />
    </div>
  );
}

/** Loaded with the first note, as no page begins with one. Offline it may not come, and nothing else fails with it. */
const Toasts = lazy(() => import('../ui/toasts.tsx').catch(() => ({ default: () => <></> })));

function Notes() {
  const isTold = useNotes().length > 0;
  const wasTold = useRef(false);
  wasTold.current ||= isTold;
  return (
    wasTold.current && (
      <Suspense>
        <Toasts />
      </Suspense>
    )
  );
}

/** The navigation as a drawer. Its key changes with the address, so opening another page closes the drawer. */
function PhoneMenu({ me }: { me: NonNullable<ReturnType<typeof useMe>['data']> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger className="icon-button" aria-label="Menu">
        <Menu aria-hidden className="size-5" />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-40 w-72 bg-white text-stone-900 shadow-xl dark:bg-stone-900 dark:text-stone-100"
        >
          <Dialog.Title className="sr-only">Menu</Dialog.Title>
          <Navigation me={me} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Waiting({ failure, onRetry }: { failure: Error | null; onRetry: () => void }) {
  if (!failure) return <p className="quiet py-16 text-center">Loading…</p>;
  return (
    <div role="alert" className="py-16 text-center">
      <p>{failure.message}</p>
      <button type="button" className="button mt-4" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
