import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { organization } from 'better-auth/plugins';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import * as schema from '../store/schema.ts';

export type Auth = ReturnType<typeof makeAuth>;

export type AuthOptions = { secret: string /** Origin that browsers use. */; baseUrl: string; log: Log };

/** Where the address of the client is handed to better-auth: set by our server from the socket, never taken from a client. */
export const PEER_ADDRESS_HEADER = 'x-colloquy-peer';

/**
 * Sign-in by email and password, sessions, organizations and invitations. There is no open sign-up: people come in by an invitation
 * link or from the command line. No e-mail is sent: an admin copies the link.
 */
export function makeAuth(db: Db, { secret, baseUrl, log }: AuthOptions) {
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
    },
    trustedOrigins: ['http://127.0.0.1:*', 'http://localhost:*', baseUrl],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, autoSignIn: false },
    rateLimit: { enabled: true, window: 10, max: 200, customRules: { '/sign-in/email': { window: 60, max: 10 } } },
    telemetry: { enabled: false },
    plugins: [
      organization({
        allowUserToCreateOrganization: false,
        creatorRole: 'admin',
        requireEmailVerificationOnInvitation: false,
        invitationExpiresIn: 14 * 24 * 3600,
      }),
    ],
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
