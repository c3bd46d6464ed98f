import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import { once } from '../once.ts';
import type { Db } from '../store/db.ts';
import * as schema from '../store/schema.ts';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './check-password.ts';

export type Auth = ReturnType<typeof makeAuth>;

/** Days until an invitation's link expires. */
export const INVITATION_DAYS = 14;

export type AuthOptions = { secret: string /** Origin that browsers use. */; baseUrl: string; log: Log };

/**
 * Hands the client's address to better-auth. Our server sets the header itself and drops a client's.
 */
export const PEER_ADDRESS_HEADER = 'x-colloquy-peer';

/**
 * Of better-auth's many routes the few that a browser needs, by method and path under `/api/auth`. What the others do
 * is done by our verbs, which check, link calls anew and record.
 */
export const OPEN_AUTH_ROUTES = [
  ['POST', '/sign-in/email'],
  ['POST', '/sign-out'],
  ['GET', '/get-session'],
  ['POST', '/organization/set-active'],
] as const;

/**
 * Sign-in by email and password, sessions, and which organization a session is in. There is no open sign-up: people
 * come in by an invitation link or from the command line. No e-mail is sent: an admin copies the link. Opened by the
 * first who asks: it loads for half a second, and hardly a command signs anybody in.
 */
export function makeAuth(db: Db, options: AuthOptions) {
  return once(() => openAuth(db, options));
}

async function openAuth(db: Db, { secret, baseUrl, log }: AuthOptions) {
  const [{ betterAuth }, { drizzleAdapter }, { organization }] = await Promise.all([
    import('better-auth'),
    import('better-auth/adapters/drizzle'),
    import('better-auth/plugins'),
  ]);
  return betterAuth({
    appName: 'Colloquy',
    secret,
    baseURL: baseUrl,
    basePath: '/api/auth',
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: {
        user: schema.users,
        session: schema.sessions,
        account: schema.credentials,
        verification: schema.verifications,
        organization: schema.organizations,
        member: schema.members,
        invitation: schema.invitations,
      },
    }),
    advanced: {
      cookiePrefix: 'colloquy',
      database: { generateId: ({ model }) => newId(PREFIXES[model] ?? model.slice(0, 3)) },
      ipAddress: { ipAddressHeaders: [PEER_ADDRESS_HEADER] },
      // Where a write comes from is checked in one place, for all routes (http/same-origin.ts).
      disableCSRFCheck: true,
    },
    trustedOrigins: [baseUrl],
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      autoSignIn: false,
    },
    // Tries are limited by account and address in `password-tries.ts`.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    plugins: [organization({ allowUserToCreateOrganization: false })],
    logger: {
      log: (level, message) =>
        log[level === 'error' ? 'error' : level === 'warn' ? 'warn' : 'debug']({ from: 'sign-in' }, message),
    },
  });
}

const PREFIXES: Record<string, string> = {
  user: 'usr',
  session: 'ses',
  account: 'crd',
  verification: 'ver',
  organization: 'org',
  member: 'mem',
  invitation: 'inv',
};
