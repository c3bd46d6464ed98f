import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from '@tanstack/react-router';
import { AskScreen } from './ask/ask-screen.tsx';
import { Shell } from './shell/shell.tsx';
import { instant, oneOf, position, text } from './url-state.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const under = () => root;

/** What the address may hold besides the path is worth sharing: a question, filters, a moment. Whatever else stands there is ignored. */
const routes = [
  createRoute({
    getParentRoute: under,
    path: '/',
    validateSearch: (search): { q?: string; c?: string } => ({ ...text(search, 'q'), ...text(search, 'c') }),
    component: AskScreen,
  }),
  createRoute({
    getParentRoute: under,
    path: '/answers/$answerId',
    component: lazyRouteComponent(() => import('./ask/answer-screen.tsx'), 'AnswerScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/search',
    validateSearch: (search): SearchParams => ({
      ...text(search, 'q'),
      ...text(search, 'account'),
      ...text(search, 'person'),
      ...text(search, 'tracker'),
      ...text(search, 'platform'),
      ...oneOf(search, 'side', ['us', 'customer', 'unknown'] as const),
      ...oneOf(search, 'kind', ['internal', 'external', 'unknown'] as const),
      ...instant(search, 'from'),
      ...instant(search, 'to'),
    }),
    component: lazyRouteComponent(() => import('./search/search-screen.tsx'), 'SearchScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/calls',
    validateSearch: (search): CallsParams => ({
      ...text(search, 'account'),
      ...text(search, 'person'),
      ...oneOf(search, 'kind', ['internal', 'external', 'unknown', 'customers'] as const),
      ...instant(search, 'from'),
      ...instant(search, 'to'),
    }),
    component: lazyRouteComponent(() => import('./calls/calls-screen.tsx'), 'CallsScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/calls/$callId',
    validateSearch: (search): { at?: number; to?: number } => ({
      ...position(search, 'at'),
      ...position(search, 'to'),
    }),
    component: lazyRouteComponent(() => import('./call/call-screen.tsx'), 'CallScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/accounts',
    validateSearch: (search): { q?: string } => text(search, 'q'),
    component: lazyRouteComponent(() => import('./accounts/accounts-screen.tsx'), 'AccountsScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/accounts/$accountId',
    validateSearch: (search): { part?: (typeof ACCOUNT_PARTS)[number] } => oneOf(search, 'part', ACCOUNT_PARTS),
    component: lazyRouteComponent(() => import('./accounts/account-screen.tsx'), 'AccountScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/people',
    validateSearch: (search): { q?: string; part?: (typeof PEOPLE_PARTS)[number] } => ({
      ...text(search, 'q'),
      ...oneOf(search, 'part', PEOPLE_PARTS),
    }),
    component: lazyRouteComponent(() => import('./people/people-screen.tsx'), 'PeopleScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/reports',
    validateSearch: (search): ReportsParams => ({
      ...oneOf(search, 'part', REPORT_PARTS),
      ...instant(search, 'from'),
      ...instant(search, 'to'),
    }),
    component: lazyRouteComponent(() => import('./reports/reports-screen.tsx'), 'ReportsScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/integrations',
    component: lazyRouteComponent(() => import('./integrations/integrations-screen.tsx'), 'IntegrationsScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/integrations/gong',
    validateSearch: (search): { problem?: string } => text(search, 'problem'),
    component: lazyRouteComponent(() => import('./integrations/gong-screen.tsx'), 'GongScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/settings',
    validateSearch: (search): { part?: (typeof SETTINGS_PARTS)[number] } => oneOf(search, 'part', SETTINGS_PARTS),
    component: lazyRouteComponent(() => import('./settings/settings-screen.tsx'), 'SettingsScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/sign-in',
    validateSearch: (search): { next?: string } =>
      typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {},
    component: lazyRouteComponent(() => import('./sign-in/sign-in-screen.tsx'), 'SignInScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/set-up',
    validateSearch: (search): { code?: string } => text(search, 'code'),
    component: lazyRouteComponent(() => import('./sign-in/set-up-screen.tsx'), 'SetUpScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/invitation/$invitationId',
    component: lazyRouteComponent(() => import('./sign-in/invitation-screen.tsx'), 'InvitationScreen'),
  }),
] as const;

export const ACCOUNT_PARTS = ['activities', 'people', 'topics', 'details'] as const;
export const PEOPLE_PARTS = ['contacts', 'teammates', 'unlinked'] as const;
export const REPORT_PARTS = ['accounts', 'teammates', 'weeks', 'trackers'] as const;
export const SETTINGS_PARTS = ['organization', 'members', 'keys', 'trackers', 'model', 'usage'] as const;

type Range = { from?: string; to?: string };
export type ReportsParams = Range & { part?: (typeof REPORT_PARTS)[number] };
export type CallsParams = Range & {
  account?: string;
  person?: string;
  kind?: 'internal' | 'external' | 'unknown' | 'customers';
};
export type SearchParams = Range & {
  q?: string;
  account?: string;
  person?: string;
  tracker?: string;
  platform?: string;
  side?: 'us' | 'customer' | 'unknown';
  kind?: 'internal' | 'external' | 'unknown';
};

export const router = createRouter({ routeTree: root.addChildren(routes), scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
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
