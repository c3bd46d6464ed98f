import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiFailure, api, failureOf } from './api-client.ts';

const OPEN_PAGES = /^\/(sign-in|invitation)/;

/** Who is signed in; a failure of status 401 means nobody. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    queryFn: async () => {
      const response = await api.me.$get();
      if (response.status !== 200) throw await failureOf(response);
      return response.json();
    },
  });
}

/** The organization's time zone: every day that is shown is a day there. */
export const useTimeZone = (): string => useMe().data?.organization.timeZone ?? 'UTC';

/** The frame of every page. Signed-out visitors are led to the sign-in page and back to where they wanted to go. */
export function Shell() {
  const me = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const location = useRouterState({ select: (state) => state.location });
  const isOpen = OPEN_PAGES.test(location.pathname);
  const isSignedOut = me.error instanceof ApiFailure && me.error.status === 401;

  useEffect(() => {
    if (isSignedOut && !isOpen) navigate({ to: '/sign-in', search: { next: location.href }, replace: true });
  }, [isSignedOut, isOpen, location.href, navigate]);

  const signOut = async () => {
    await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
    queries.clear();
    navigate({ to: '/sign-in' });
  };

  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#main" className="button sr-only focus:not-sr-only focus:absolute focus:m-2">
        Skip to content
      </a>
      <header className="border-b border-stone-200 bg-white/80 dark:border-stone-800 dark:bg-stone-900/80">
        <div className="mx-auto flex max-w-4xl items-center gap-3 px-4 py-3">
          <Link to="/" className="flex items-center gap-2 font-semibold tracking-tight">
            <img src="/favicon.svg" alt="" className="size-6" />
            Colloquy
          </Link>
          {me.data && (
            <div className="quiet ml-auto flex items-center gap-3 text-sm">
              {me.data.role === 'admin' && (
                <Link to="/integrations" className="hover:underline">
                  Integrations
                </Link>
              )}
              <span className="hidden sm:inline">
                {me.data.name}, {me.data.organization.name}
              </span>
              <button type="button" className="button-quiet" onClick={signOut}>
                Sign out
              </button>
            </div>
          )}
        </div>
      </header>
      <main id="main" className="mx-auto w-full max-w-4xl grow px-4 py-6">
        {me.data || isOpen ? (
          <Outlet />
        ) : (
          <Waiting failure={isSignedOut ? null : me.error} onRetry={() => me.refetch()} />
        )}
      </main>
    </div>
  );
}

function Waiting({ failure, onRetry }: { failure: Error | null; onRetry: () => void }) {
  if (!failure) return <p className="quiet py-16 text-center">Loading…</p>;
  return (
    <div role="alert" className="py-16 text-center">
      <p>The server cannot be reached: {failure.message}</p>
      <button type="button" className="button mt-4" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
