import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from '@tanstack/react-router';
import { AskScreen } from './ask/ask-screen.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const ask = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: (search): { q?: string } => (typeof search.q === 'string' ? { q: search.q } : {}),
  component: AskScreen,
});

const call = createRoute({
  getParentRoute: () => root,
  path: '/calls/$callId',
  validateSearch: (search): { at?: number; to?: number } => ({
    ...position('at', search.at),
    ...position('to', search.to),
  }),
  component: lazyRouteComponent(() => import('./call/call-screen.tsx'), 'CallScreen'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } =>
    typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {},
  component: lazyRouteComponent(() => import('./sign-in/sign-in-screen.tsx'), 'SignInScreen'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$invitationId',
  component: lazyRouteComponent(() => import('./sign-in/invitation-screen.tsx'), 'InvitationScreen'),
});

const integrations = createRoute({
  getParentRoute: () => root,
  path: '/integrations',
  component: lazyRouteComponent(() => import('./integrations/integrations-screen.tsx'), 'IntegrationsScreen'),
});

const gong = createRoute({
  getParentRoute: () => root,
  path: '/integrations/gong',
  validateSearch: (search): { problem?: string } =>
    typeof search.problem === 'string' ? { problem: search.problem } : {},
  component: lazyRouteComponent(() => import('./integrations/gong-screen.tsx'), 'GongScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([ask, call, integrations, gong, signIn, invitation]),
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function position(name: 'at' | 'to', value: unknown): { [name: string]: number } {
  const ms = Number(value);
  return value !== undefined && Number.isFinite(ms) && ms >= 0 ? { [name]: ms } : {};
}

function NotFound() {
  return (
    <div className="py-16 text-center">
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="quiet mt-2">The link may be old, or was cut off.</p>
      <Link to="/" className="button mt-6">
        Ask a question
      </Link>
    </div>
  );
}
