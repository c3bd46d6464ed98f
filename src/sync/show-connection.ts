import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { scopeOfPage } from '../access/scope.ts';
import { CALL_REASONS, CALL_STATES, type CallState, callReasonSchema, ledgerEntrySchema } from '../call-state.ts';
import { GONG_SCOPES, type GongOAuth, missingScopes } from '../gong/gong-oauth.ts';
import { CONNECTION_STATES, connectionKindSchema } from '../gong-connection.ts';
import { isoDate, timeWindowSchema } from '../iso-date.ts';
import { DEFAULT_QUOTA_LIMITS, quotaLimitsSchema, SHARE_OF_DAY } from '../quota.ts';
import { countLedger, findInLedger, type LedgerCounts } from '../store/call-ledger-reader.ts';
import type { Db } from '../store/db.ts';
import { type GongConnection, readGongConnection } from '../store/gong-connections-store.ts';
import { readQuotaUse } from '../store/gong-quota-store.ts';
import { readOrganization } from '../store/organizations-store.ts';
import type { Viewer } from '../viewer.ts';

const count = z.number();

/** The connection to Gong with its quota, and where all calls stand. Nulls where Gong is not connected. */
export const connectionStandingSchema = z
  .object({
    connected: z.boolean(),
    state: z.enum(['not_connected', ...CONNECTION_STATES]),
    kind: connectionKindSchema.nullable(),
    host: z.string().nullable(),
    connectedAt: isoDate.nullable(),
    connectedBy: z.string().nullable(),
    scopes: z.array(z.string()).nullable().meta({ description: 'What Gong granted; null for an access key.' }),
    missingScopes: z.array(z.object({ scope: z.string(), purpose: z.string() })),
    dataSyncEnabled: z.boolean(),
    canConnectInBrowser: z.boolean(),
    nextSyncAt: isoDate.nullable(),
    lastError: z.string().nullable(),
    lastErrorAt: isoDate.nullable(),
    covered: z.array(timeWindowSchema).meta({ description: 'Call dates that were read.' }),
    quota: quotaLimitsSchema.extend({
      usedToday: z.number().meta({ description: 'Requests of the last 24 hours.' }),
      ourShare: z.number().meta({ description: 'What we use of a day at most; the rest is left to others.' }),
      notBefore: isoDate.nullable(),
    }),
    calls: z.object({
      known: count.meta({ description: 'Every call that Gong ever showed: the sum of the states.' }),
      withTranscript: count,
      withoutTranscript: count.meta({ description: 'Stored, and without one; `reasons` says why.' }),
      gongTotal: count.nullable().meta({
        description:
          'Calls that Gong counted on the dates read, at the last nightly run. Known calls that are not gone are as many.',
      }),
      countedAt: isoDate.nullable(),
      // `fromEntries` forgets the names of its members; these are the states.
      ...(Object.fromEntries(CALL_STATES.map((state) => [state, count])) as Record<CallState, z.ZodNumber>),
      reasons: z.array(z.object({ reason: callReasonSchema, text: z.string(), calls: count })),
      aside: z
        .array(ledgerEntrySchema.pick({ callId: true, reason: true, tries: true, nextTryAt: true }))
        .meta({ description: 'Calls that could not be read or stored, the newest few; `reasons` counts them all.' }),
    }),
  })
  .meta({ id: 'GongConnection' });
export type ConnectionStanding = z.infer<typeof connectionStandingSchema>;

const MOST_ASIDE = 20;

/** The Gong connection, its quota, and counts of calls by state. @throws AppError `forbidden`. */
export async function showConnection(
  { db, oauth, now }: { db: Db; oauth: GongOAuth | null; now: () => Date },
  viewer: Viewer,
): Promise<ConnectionStanding> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  const connection = await readGongConnection(db, organizationId);
  const { dataSyncEnabled } = await readOrganization(db, organizationId);
  const limits = connection?.limits ?? DEFAULT_QUOTA_LIMITS;
  return {
    connected: connection?.state === 'connected',
    state: connection?.state ?? 'not_connected',
    kind: connection?.kind ?? null,
    host: connection?.baseUrl ?? null,
    connectedAt: connection?.connectedAt ?? null,
    connectedBy: connection?.connectedBy ?? null,
    scopes: connection?.scopes ?? null,
    missingScopes: missingScopes(connection?.scopes ?? null).map((scope) => ({
      scope,
      purpose: purposeOfScope(scope),
    })),
    dataSyncEnabled,
    canConnectInBrowser: oauth !== null,
    nextSyncAt: dataSyncEnabled ? (connection?.nextSyncAt ?? null) : null,
    lastError: connection?.lastError ?? null,
    lastErrorAt: connection?.lastErrorAt ?? null,
    covered: connection?.covered ?? [],
    quota: {
      ...limits,
      ...(await readQuotaUse(db, organizationId, now())),
      ourShare: Math.floor(limits.perDay * SHARE_OF_DAY.fresh),
    },
    calls: {
      ...toCallsStanding(connection, await countLedger(db, organizationId)),
      aside: await findInLedger(db, scopeOfPage(viewer), { isAside: true }, MOST_ASIDE),
    },
  };
}

const toCallsStanding = (
  connection: GongConnection | null,
  { reasons, ...calls }: LedgerCounts,
): Omit<ConnectionStanding['calls'], 'aside'> => ({
  ...calls,
  known: CALL_STATES.reduce((sum, state) => sum + calls[state], 0),
  withTranscript: calls.linked + calls.indexed,
  withoutTranscript: calls.details + calls.transcript_pending + calls.no_transcript,
  gongTotal: connection?.gongTotal ?? null,
  countedAt: connection?.countedAt ?? null,
  reasons: reasons.map(({ reason, calls: ofReason }) => ({ reason, text: CALL_REASONS[reason], calls: ofReason })),
});

export const purposeOfScope = (scope: string): string => GONG_SCOPES[scope as keyof typeof GONG_SCOPES]?.purpose ?? '';
