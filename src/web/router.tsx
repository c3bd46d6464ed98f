import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from '@tanstack/react-router';
import type { AnswerPlan } from '../http/api-types.ts';
import { accountAddress } from './accounts/account-address.ts';
import { askAddress } from './ask/ask-address.ts';
import { AskScreen } from './ask/ask-screen.tsx';
import type { OpenedMoment } from './ask/moment.ts';
import { callAddress } from './call/call-address.ts';
import { callsAddress } from './calls/calls-address.ts';
import { peopleAddress } from './people/people-address.ts';
import { reportsAddress } from './reports/reports-address.ts';
import { searchAddress } from './search/search-address.ts';
import { settingsAddress } from './settings/settings-address.ts';
import { Shell } from './shell/shell.tsx';
import { signInAddress } from './sign-in/sign-in-address.ts';
import { text } from './url-state.ts';

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const under = () => root;

/**
 * Beside the path, the address holds only state worth sharing: a question, filters, a moment. Anything else is ignored.
 */
const routes = [
  createRoute({
    getParentRoute: under,
    path: '/',
    validateSearch: askAddress,
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
    validateSearch: searchAddress,
    component: lazyRouteComponent(() => import('./search/search-screen.tsx'), 'SearchScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/calls',
    validateSearch: callsAddress,
    component: lazyRouteComponent(() => import('./calls/calls-screen.tsx'), 'CallsScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/calls/$callId',
    validateSearch: callAddress,
    component: lazyRouteComponent(() => import('./call/call-screen.tsx'), 'CallScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/accounts',
    validateSearch: (search) => text(search, 'q'),
    component: lazyRouteComponent(() => import('./accounts/accounts-screen.tsx'), 'AccountsScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/accounts/$accountId',
    validateSearch: accountAddress,
    component: lazyRouteComponent(() => import('./accounts/account-screen.tsx'), 'AccountScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/people',
    validateSearch: peopleAddress,
    component: lazyRouteComponent(() => import('./people/people-screen.tsx'), 'PeopleScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/reports',
    validateSearch: reportsAddress,
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
    validateSearch: (search) => text(search, 'problem'),
    component: lazyRouteComponent(() => import('./integrations/gong-screen.tsx'), 'GongScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/settings',
    validateSearch: settingsAddress,
    component: lazyRouteComponent(() => import('./settings/settings-screen.tsx'), 'SettingsScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/sign-in',
    validateSearch: signInAddress,
    component: lazyRouteComponent(() => import('./sign-in/sign-in-screen.tsx'), 'SignInScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/set-up',
    validateSearch: (search) => text(search, 'code'),
    component: lazyRouteComponent(() => import('./sign-in/set-up-screen.tsx'), 'SetUpScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/new-password',
    component: lazyRouteComponent(() => import('./sign-in/new-password-screen.tsx'), 'NewPasswordScreen'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/invitation/$invitationId',
    component: lazyRouteComponent(() => import('./sign-in/invitation-screen.tsx'), 'InvitationScreen'),
  }),
] as const;

export const router = createRouter({ routeTree: root.addChildren(routes), scrollRestoration: true });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** The plan to ask an opened question by. */
    plan?: AnswerPlan;
    /** The moment that is open beside the page. */
    moment?: OpenedMoment;
  }
}

function NotFound() {
  return (
    <div className="py-16 text-center">
      <h1 className="text-xl font-semibold">Page not found</h1>
      <p className="quiet mt-2">The link may be outdated or incomplete.</p>
      <Link to="/" className="button mt-6">
        Ask a question
      </Link>
    </div>
  );
}
