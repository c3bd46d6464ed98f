import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Party, Sentence } from '../call.ts';
import type { CallReason } from '../call-state.ts';
import type { ProposedClaim } from '../citation.ts';
import { organizations } from './auth-schema.ts';
import type { QuotaLedger } from './quota-ledger.ts';

const moment = () => timestamp({ withTimezone: true, mode: 'date' });
const organizationId = () =>
  text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });

// Every key starts with the organization: nothing crosses its border.

export const gongConnections = pgTable('gong_connections', {
  organizationId: organizationId().primaryKey(),
  kind: text({ enum: ['access_key', 'oauth'] })
    .notNull()
    .default('access_key'),
  state: text({ enum: ['connected', 'reconnect_needed'] })
    .notNull()
    .default('connected'),
  baseUrl: text().notNull(),
  /** What Gong granted; null for an access key, which may do everything. */
  scopes: text().array(),
  /** JWE of the access key and its secret, or of the tokens (secrets.ts). */
  sealedCredentials: text().notNull(),
  /** Raised with each change of the credentials: whoever refreshed a token that was refreshed meanwhile notices by it. */
  credentialsVersion: integer().notNull().default(1),
  /** Whoever refreshes the tokens holds this until then; the others wait for their result. */
  refreshLeaseUntil: moment(),
  connectedAt: moment().notNull(),
  connectedBy: text(),
  /** Gong's public key for webhooks, base64 SPKI; null takes none. */
  webhookKey: text(),
  lastError: text(),
  lastErrorAt: moment(),
  requestsPerSecond: integer().notNull().default(3),
  requestsPerDay: integer().notNull().default(10_000),
  /** When the next sync and the next wide re-read are due; null means at once. */
  nextSyncAt: moment(),
  nextWideReadAt: moment(),
  usersReadAt: moment(),
  /** Up to when Gong was read for new calls. */
  syncedTo: moment(),
  /** How many calls Gong counted on the dates that were read, at the last nightly run. */
  gongTotal: integer(),
  countedAt: moment(),
  /** The stretches of call dates that were read, merged, oldest first, as ISO times. */
  covered: jsonb().$type<{ from: string; to: string }[]>().notNull().default([]),
});

/** The requests sent to Gong and the slots for the next ones, shared by all processes (quota-ledger.ts). */
export const gongQuotas = pgTable('gong_quotas', {
  organizationId: organizationId().primaryKey(),
  ledger: jsonb().$type<QuotaLedger>().notNull(),
});

/** Browser connections that were begun: the callback must come from the same member, once, within minutes. */
export const gongAuthorizations = pgTable('gong_authorizations', {
  /** SHA-256 of the state that travels through Gong. */
  stateHash: text().primaryKey(),
  organizationId: organizationId(),
  memberId: text().notNull(),
  sealedVerifier: text().notNull(),
  redirectUri: text().notNull(),
  createdAt: moment().notNull(),
});

export const gongUsers = pgTable(
  'gong_users',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    email: text(),
    otherEmails: text().array().notNull(),
    name: text().notNull(),
    title: text(),
    isActive: boolean().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

export const accounts = pgTable(
  'accounts',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    name: text().notNull(),
    aliases: text().array().notNull().default(sql`'{}'::text[]`),
    crmId: text(),
    ownerEmail: text(),
    /** `proposed`: found by its domain on calls, not yet confirmed by an admin. */
    state: text({ enum: ['active', 'proposed', 'ignored'] }).notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('accounts_by_name').on(table.organizationId, sql`lower(${table.name})`),
    index('accounts_by_crm_id').on(table.organizationId, table.crmId),
  ],
);

export const accountDomains = pgTable(
  'account_domains',
  {
    organizationId: organizationId(),
    domain: text().notNull(),
    accountId: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.domain] }),
    foreignKey({
      columns: [table.organizationId, table.accountId],
      foreignColumns: [accounts.organizationId, accounts.id],
    }).onDelete('cascade'),
  ],
);

export const people = pgTable(
  'people',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    email: text().notNull(),
    name: text().notNull(),
    title: text(),
    kind: text({ enum: ['teammate', 'contact', 'unknown'] }).notNull(),
    accountId: text(),
    /** An admin or an import said who this is: linking leaves name, kind and account as they are. */
    isConfirmed: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('people_by_email').on(table.organizationId, table.email),
    index('people_by_account').on(table.organizationId, table.accountId),
  ],
);

export const calls = pgTable(
  'calls',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    workspaceId: text(),
    title: text().notNull(),
    startedAt: moment().notNull(),
    scheduledAt: moment(),
    durationSeconds: integer().notNull(),
    kind: text({ enum: ['internal', 'external', 'unknown'] }).notNull(),
    platform: text({ enum: ['zoom', 'teams', 'webex', 'google_meet', 'phone', 'other'] }).notNull(),
    direction: text({ enum: ['inbound', 'outbound', 'conference', 'unknown'] }).notNull(),
    language: text(),
    isPrivate: boolean().notNull(),
    hostUserId: text(),
    gongUrl: text(),
    meetingUrl: text(),
    crmAccountIds: text().array().notNull(),
    /** SHA-256 of what Gong told of the call: Gong has no "modified since", so a changed hash is how an edit is noticed. */
    contentHash: text().notNull(),
    /** The parties as Gong told them: what people and accounts are linked from again. Null in rows of older versions. */
    toldParties: jsonb().$type<Party[]>(),
    transcriptState: text({ enum: ['pending', 'ready', 'none'] }).notNull(),
    transcriptReason: text().$type<CallReason>(),
    transcriptHash: text(),
    transcriptTries: integer().notNull().default(0),
    /** When Gong is asked for a pending transcript again; null means at once. */
    transcriptNextTryAt: moment(),
    /** Raised with every change that search should see; behind it, `indexedRevision` says what search has. */
    revision: integer().notNull().default(1),
    indexedRevision: integer().notNull().default(0),
    /** The same for an index that is being made beside the live one (`search_indexes`). */
    rebuiltRevision: integer().notNull().default(0),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('calls_by_start').on(table.organizationId, table.startedAt.desc(), table.id),
    index('calls_to_index').on(table.organizationId, table.id).where(sql`revision > indexed_revision`),
    index('calls_without_transcript')
      .on(table.organizationId, table.startedAt)
      .where(sql`transcript_state = 'pending'`),
  ],
);

const callKey = (table: {
  organizationId: Parameters<typeof foreignKey>[0]['columns'][0];
  callId: Parameters<typeof foreignKey>[0]['columns'][0];
}) =>
  foreignKey({
    columns: [table.organizationId, table.callId],
    foreignColumns: [calls.organizationId, calls.id],
  }).onDelete('cascade');

export const callParties = pgTable(
  'call_parties',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    position: integer().notNull(),
    gongPartyId: text(),
    speakerId: text(),
    gongUserId: text(),
    personId: text(),
    name: text(),
    email: text(),
    title: text(),
    /** What Gong said; `side` is what we made of it with the organization's domains and accounts. */
    gongSide: text({ enum: ['us', 'customer', 'unknown'] }).notNull(),
    side: text({ enum: ['us', 'customer', 'unknown'] }).notNull(),
    attended: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.callId, table.position] }),
    index('call_parties_by_person').on(table.organizationId, table.personId),
    callKey(table),
  ],
);

/** Who a participant without an address is, as an admin said. It outlives a new sync of the call, by what Gong calls the participant (`partyKey`). */
export const partyLinks = pgTable(
  'party_links',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    partyKey: text().notNull(),
    personId: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.callId, table.partyKey] }),
    callKey(table),
    foreignKey({
      columns: [table.organizationId, table.personId],
      foreignColumns: [people.organizationId, people.id],
    }).onDelete('cascade'),
  ],
);

export const callAccounts = pgTable(
  'call_accounts',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    accountId: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.callId, table.accountId] }),
    index('call_accounts_by_account').on(table.organizationId, table.accountId),
    callKey(table),
    foreignKey({
      columns: [table.organizationId, table.accountId],
      foreignColumns: [accounts.organizationId, accounts.id],
    }).onDelete('cascade'),
  ],
);

export const segments = pgTable(
  'segments',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    position: integer().notNull(),
    speakerId: text(),
    startMs: integer().notNull(),
    endMs: integer().notNull(),
    sentences: jsonb().$type<Sentence[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.callId, table.position] }), callKey(table)],
);

/** Every call that Gong ever showed us, whatever became of it. Of a call that is not stored it holds no content. */
export const callLedger = pgTable(
  'call_ledger',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    presence: text({ enum: ['seen', 'stored', 'left_out', 'gone'] }).notNull(),
    reason: text().$type<CallReason>(),
    workspaceId: text(),
    startedAt: moment(),
    firstSeenAt: moment().notNull(),
    /** When Gong showed the call last. Those not seen for long are asked for by id. */
    lastSeenAt: moment().notNull(),
    /** Gong does not show a stored call any more, and too many went at once to believe it. */
    heldSince: moment(),
    tries: integer().notNull().default(0),
    nextTryAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.callId] }),
    index('call_ledger_by_start').on(table.organizationId, table.startedAt),
    index('call_ledger_by_last_seen').on(table.organizationId, table.presence, table.lastSeenAt),
  ],
);

/** Calls that left the store and must leave search too: a crash between the two is healed from here. */
export const removedCalls = pgTable(
  'removed_calls',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    removedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.callId] })],
);

/**
 * The search indexes that there are: the live one, which `calls.indexed_revision` is about, one that is being made beside it, and old ones that
 * nobody told to go.
 */
export const searchIndexes = pgTable(
  'search_indexes',
  {
    name: text().primaryKey(),
    engine: text({ enum: ['embedded', 'elasticsearch'] }).notNull(),
    version: integer().notNull(),
    /** The model whose vectors its passages have; null where they have none. */
    embeddingModel: text(),
    state: text({ enum: ['building', 'live', 'old'] }).notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [
    uniqueIndex('one_live_search_index').on(table.state).where(sql`state = 'live'`),
    uniqueIndex('one_building_search_index').on(table.state).where(sql`state = 'building'`),
  ],
);

export const syncRuns = pgTable(
  'sync_runs',
  {
    id: text().primaryKey(),
    organizationId: organizationId(),
    kind: text({ enum: ['live', 'wide', 'history'] })
      .notNull()
      .default('history'),
    state: text({ enum: ['queued', 'running', 'waiting', 'paused', 'done', 'failed', 'cancelled'] }).notNull(),
    fromAt: moment().notNull(),
    toAt: moment().notNull(),
    asked: integer().notNull().default(0),
    added: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    removed: integer().notNull().default(0),
    pending: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    requests: integer().notNull().default(0),
    /** What Gong said there is in the windows read; more than `asked` while Gong still processes some. */
    gongTotal: integer().notNull().default(0),
    leftOut: integer().notNull().default(0),
    /** What the whole range is expected to hold, for progress. */
    expected: integer(),
    /** Calls that Gong no longer shows and that were not removed, because so many went at once. */
    held: integer().notNull().default(0),
    error: text(),
    /** Someone asked for it: every transcript still to come is asked for, whatever its own schedule says. */
    asksAll: boolean().notNull().default(false),
    /** A waiting run goes on then. */
    retryAt: moment(),
    tries: integer().notNull().default(0),
    createdAt: moment().notNull(),
    startedAt: moment(),
    finishedAt: moment(),
  },
  (table) => [index('sync_runs_by_time').on(table.organizationId, table.createdAt)],
);

/** The windows of a run, worked through newest first. A run that was cut off goes on with those not done. */
export const syncWindows = pgTable(
  'sync_windows',
  {
    runId: text()
      .notNull()
      .references(() => syncRuns.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    fromAt: moment().notNull(),
    toAt: moment().notNull(),
    isDone: boolean().notNull().default(false),
    /** What the latest reading of it met. */
    asked: integer().notNull().default(0),
    gongTotal: integer().notNull().default(0),
    leftOut: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    /** Whether it was cut from a longer one that held too many calls, or may still be. */
    isCut: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.runId, table.position] })],
);

export const conversations = pgTable(
  'conversations',
  {
    id: text().primaryKey(),
    organizationId: organizationId(),
    memberId: text().notNull(),
    title: text().notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [index('conversations_by_member').on(table.organizationId, table.memberId, table.createdAt)],
);

/** Every answer as it was given, with the evidence it rests on, to be read again and judged. */
export const answers = pgTable(
  'answers',
  {
    id: text().primaryKey(),
    organizationId: organizationId(),
    conversationId: text()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    memberId: text().notNull(),
    question: text().notNull(),
    status: text().notNull(),
    answer: jsonb().$type<Record<string, unknown>>().notNull(),
    evidence: jsonb().$type<{ segmentId: string; score: number }[]>().notNull(),
    /** Every call that it shows anything of: it goes with any of them. */
    callIds: text().array().notNull().default(sql`'{}'::text[]`),
    /** What was asked beside the question and its plan, for a replay. Null in rows of older versions. */
    request: jsonb().$type<{ accountIds: string[]; asOf: string | null }>(),
    /** SHA-256 over the prompts; null where no model was asked. */
    promptHash: text(),
    requests: integer().notNull().default(0),
    inputTokens: integer().notNull().default(0),
    outputTokens: integer().notNull().default(0),
    /** By the prices set when it was made; null where none were. */
    cost: doublePrecision(),
    /** What its reader thought of it. */
    isHelpful: boolean(),
    feedback: text(),
    /** Other members may read it by its link. */
    isShared: boolean().notNull().default(false),
    createdAt: moment().notNull(),
  },
  (table) => [
    index('answers_by_conversation').on(table.conversationId, table.createdAt),
    index('answers_by_time').on(table.organizationId, table.createdAt),
    index('answers_by_call').using('gin', table.callIds),
  ],
);

/** What a model proposed for one call of a question over many, by what it was asked: asked the same again, it is not asked again. */
export const callReadings = pgTable(
  'call_readings',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    /** SHA-256 of the model's name and the whole prompt. */
    key: text().notNull(),
    claims: jsonb().$type<ProposedClaim[]>().notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.callId, table.key] }), callKey(table)],
);

/** The organization's own trackers, and the built-in ones that it edited or put away (src/tracker.ts has these until then). */
export const trackers = pgTable(
  'trackers',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    name: text().notNull(),
    terms: text().array().notNull(),
    cues: text().array().notNull(),
    side: text({ enum: ['us', 'customer', 'unknown'] }),
    accountIds: text().array().notNull().default(sql`'{}'::text[]`),
    /** A built-in one that was deleted stays away. */
    isDeleted: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** In how many segments of a call a tracker finds something, as the index counted; calls without any have no row. */
export const trackerCounts = pgTable(
  'tracker_counts',
  {
    organizationId: organizationId(),
    trackerId: text().notNull(),
    callId: text().notNull(),
    segments: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.trackerId, table.callId] }),
    index('tracker_counts_by_call').on(table.organizationId, table.callId),
    callKey(table),
  ],
);

/** What a tracker looked for when all calls were counted last: one that looks for something else now is to be counted anew. */
export const trackerRecounts = pgTable(
  'tracker_recounts',
  {
    organizationId: organizationId(),
    trackerId: text().notNull(),
    definition: text().notNull(),
    countedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.trackerId] })],
);

/** Addresses (SHA-256 of organization and address) of people who were erased: a later sync takes up neither their names nor their words. */
export const erasedPeople = pgTable(
  'erased_people',
  {
    organizationId: organizationId(),
    emailHash: text().notNull(),
    erasedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.emailHash] })],
);

/** Webhooks that were taken, by the SHA-256 of their token: none counts twice. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    organizationId: organizationId(),
    tokenHash: text().notNull(),
    receivedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.tokenHash] })],
);

export * from './auth-schema.ts';
