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
import { z } from 'zod';
import { ACCOUNT_STATES } from '../account.ts';
import { auditDetailsSchema } from '../audit.ts';
import { CALL_KINDS, DIRECTIONS, PLATFORMS, partySchema, SIDES, sentenceSchema } from '../call.ts';
import { CALL_PRESENCES, callReasonSchema, TRANSCRIPT_STATES } from '../call-state.ts';
import { CONNECTION_KINDS, CONNECTION_STATES } from '../gong-connection.ts';
import { CALL_LEVELS, FOLDER_LEVELS } from '../gong-rights.ts';
import { timeWindowSchema } from '../iso-date.ts';
import { PERSON_KINDS } from '../person.ts';
import { ENGINE_KINDS, INDEX_STATES } from '../search-index.ts';
import { RUN_KINDS, RUN_STATES } from '../sync-run.ts';
import { TRACKER_WANTS } from '../tracker.ts';
import { organizations } from './auth-schema.ts';
import { bytes, knownText, parsedJson } from './parsed-columns.ts';
import { quotaLedgerSchema } from './quota-ledger.ts';

const moment = () => timestamp({ withTimezone: true, mode: 'date' });
/** A reason's code; `toCallState` has one for each state where none is known. */
const callReason = () => knownText(callReasonSchema.options);
const organizationId = () =>
  text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' });

// Every key starts with the organization: nothing crosses its border.

/** `NameKeys`, set by whatever sets a name. Null in rows of older versions until `fillNameKeys`. */
const nameKeys = () => text().array();

export const gongConnections = pgTable('gong_connections', {
  organizationId: organizationId().primaryKey(),
  kind: text({ enum: CONNECTION_KINDS }).notNull().default('access_key'),
  state: text({ enum: CONNECTION_STATES }).notNull().default('connected'),
  baseUrl: text().notNull(),
  /** Granted by Gong; null for an access key, which may do everything. */
  scopes: text().array(),
  /** JWE of the access key and its secret, or of the tokens (secrets.ts). */
  sealedCredentials: text().notNull(),
  /**
   * Raised with each change of the credentials: a process notices by the version that its token was refreshed
   * meanwhile.
   */
  credentialsVersion: integer().notNull().default(1),
  /** The end of the lease on refreshing the tokens; other processes wait for the result. */
  refreshLeaseUntil: moment(),
  connectedAt: moment().notNull(),
  connectedBy: text(),
  /** Gong's public key for webhooks, base64 SPKI; null refuses webhooks. */
  webhookKey: text(),
  lastError: text(),
  lastErrorAt: moment(),
  requestsPerSecond: integer().notNull().default(3),
  requestsPerDay: integer().notNull().default(10_000),
  /** When the next sync and the next wide re-read are due; null means at once. */
  nextSyncAt: moment(),
  nextWideReadAt: moment(),
  usersReadAt: moment(),
  /** Set while calls are linked again after Gong's users changed; a crash leaves the work to the next reading. */
  relinkOwedAt: moment(),
  /** When profiles, users and folders were last read whole, and when that was last tried. */
  rightsReadAt: moment(),
  rightsTriedAt: moment(),
  /** Why the last try failed; null after a success. */
  rightsError: text(),
  /** Gong was read for new calls up to this moment. */
  syncedTo: moment(),
  /** Gong's count of calls on the dates read, at the last nightly run. */
  gongTotal: integer(),
  countedAt: moment(),
  /** The call dates already read, merged, oldest first. */
  covered: parsedJson(z.array(timeWindowSchema)).notNull().default([]),
});

/** Requests sent to Gong and the slots for the next requests, shared by all processes (quota-ledger.ts). */
export const gongQuotas = pgTable('gong_quotas', {
  organizationId: organizationId().primaryKey(),
  ledger: parsedJson(quotaLedgerSchema).notNull(),
});

/** The model that an organization's admin named; the operator's own goes first. */
export const organizationModels = pgTable('organization_models', {
  organizationId: organizationId().primaryKey(),
  name: text().notNull(),
  /** Null is the endpoint of the openai package. */
  baseUrl: text(),
  /** JWE of the key (secrets.ts); null for an endpoint without keys. */
  sealedKey: text(),
  /** Null is the server's setting. */
  contextTokens: integer(),
  /** Raised with each change: a process notices by the version that its client is outdated. */
  version: integer().notNull().default(1),
  changedAt: moment().notNull(),
  changedBy: text(),
});

/** Connections begun in the browser: the callback must come from the same member, once, within minutes. */
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
    managerId: text(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Gong's permission profiles, one row for each of every workspace, replaced as a whole (gong-rights.ts). */
export const gongProfiles = pgTable(
  'gong_profiles',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    workspaceId: text().notNull(),
    name: text().notNull(),
    callLevel: text({ enum: CALL_LEVELS }).notNull(),
    teamLeadIds: text().array().notNull(),
    folderLevel: text({ enum: FOLDER_LEVELS }).notNull(),
    folderIds: text().array().notNull(),
    userIds: text().array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/** Folders of Gong's library, replaced as a whole. */
export const gongFolders = pgTable(
  'gong_folders',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    workspaceId: text().notNull(),
    name: text().notNull(),
    callIds: text().array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

export const accounts = pgTable(
  'accounts',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    name: text().notNull(),
    nameWords: nameKeys(),
    nameStarts: nameKeys(),
    aliases: text().array().notNull().default(sql`'{}'::text[]`),
    crmId: text(),
    ownerEmail: text(),
    /** `proposed`: found by its domain on calls, not yet confirmed by an admin. */
    state: text({ enum: ACCOUNT_STATES }).notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('accounts_by_name').on(table.organizationId, sql`lower(${table.name})`),
    index('accounts_by_crm_id').on(table.organizationId, table.crmId),
    index('accounts_by_start').using('gin', table.nameStarts),
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
    index('account_domains_by_label').on(table.organizationId, sql`split_part(${table.domain}, '.', 1)`),
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
    nameWords: nameKeys(),
    nameStarts: nameKeys(),
    title: text(),
    kind: text({ enum: PERSON_KINDS }).notNull(),
    accountId: text(),
    /** An admin or an import confirmed this person: linking leaves name, kind and account alone. */
    isConfirmed: boolean().notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    uniqueIndex('people_by_email').on(table.organizationId, table.email),
    index('people_by_account').on(table.organizationId, table.accountId),
    index('people_by_name_word').using('gin', table.nameWords),
    index('people_by_start').using('gin', table.nameStarts),
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
    kind: text({ enum: CALL_KINDS }).notNull(),
    platform: text({ enum: PLATFORMS }).notNull(),
    direction: text({ enum: DIRECTIONS }).notNull(),
    language: text(),
    isPrivate: boolean().notNull(),
    hostUserId: text(),
    gongUrl: text(),
    meetingUrl: text(),
    crmAccountIds: text().array().notNull(),
    /** SHA-256 of Gong's facts of the call. Gong has no "modified since", so a changed hash reveals an edit. */
    contentHash: text().notNull(),
    /**
     * The parties as Gong told them: the source for linking people and accounts again. Null in rows of older versions.
     */
    toldParties: parsedJson(z.array(partySchema)),
    transcriptState: text({ enum: TRANSCRIPT_STATES }).notNull(),
    transcriptReason: callReason(),
    transcriptHash: text(),
    transcriptTries: integer().notNull().default(0),
    /** When Gong is asked for a pending transcript again; null means at once. */
    transcriptNextTryAt: moment(),
    /** Raised with every change for search to see; `indexedRevision` is the revision in search. */
    revision: integer().notNull().default(1),
    indexedRevision: integer().notNull().default(0),
    /** Like `indexedRevision`, for an index in the making beside the live index (`search_indexes`). */
    rebuiltRevision: integer().notNull().default(0),
    /** The revision that only gave the call vectors: search by words has had the rest before. */
    meantRevision: integer().notNull().default(0),
    /** The model of the call's vectors (`call_vectors`); null while its words have none. */
    meaningModel: text(),
    createdAt: moment().notNull(),
    updatedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('calls_by_start').on(table.organizationId, table.startedAt.desc(), table.id),
    index('calls_to_index').on(table.organizationId, table.id).where(sql`revision > indexed_revision`),
    index('calls_to_embed')
      .on(table.organizationId, table.meaningModel, table.startedAt, table.id)
      .where(sql`transcript_state = 'ready'`),
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

/**
 * A call's vectors (meaning.ts), one after the other, and the positions of the segments that each stands for. They are
 * made of its words, and leave with them.
 */
export const callVectors = pgTable(
  'call_vectors',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    model: text().notNull(),
    firsts: integer().array().notNull(),
    lasts: integer().array().notNull(),
    vectors: bytes().notNull(),
    /** Stretches of the call that the model refused: they have no vectors, and are not tried again. */
    refused: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.callId] }),
    index('call_vectors_refused').on(table.organizationId, table.model).where(sql`refused > 0`),
    callKey(table),
  ],
);

/** How well models of embeddings find what answers, measured once each: means of 1/rank, and the weight given. */
export const embeddingModels = pgTable('embedding_models', {
  name: text().primaryKey(),
  byMeaning: doublePrecision().notNull(),
  byWords: doublePrecision().notNull(),
  weight: doublePrecision().notNull(),
  measuredAt: moment().notNull(),
});

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
    /** Of a party without a person alone: others are found by their person. */
    nameWords: nameKeys(),
    email: text(),
    title: text(),
    /** What Gong said; `side` is what we made of it with the organization's domains and accounts. */
    gongSide: text({ enum: SIDES }).notNull(),
    side: text({ enum: SIDES }).notNull(),
    attended: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.callId, table.position] }),
    index('call_parties_by_person').on(table.organizationId, table.personId),
    index('call_parties_by_user').on(table.organizationId, table.gongUserId).where(sql`gong_user_id is not null`),
    index('call_parties_by_name_word').using('gin', table.nameWords).where(sql`person_id is null`),
    index('call_parties_without_keys')
      .on(table.organizationId)
      .where(sql`person_id is null and name is not null and name_words is null`),
    callKey(table),
  ],
);

/** Gong's users with whom a call was shared through Gong's API; no row: Gong was not asked about the call yet. */
export const callGrants = pgTable(
  'call_grants',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    userIds: text().array().notNull(),
    readAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.callId] }),
    index('call_grants_given').on(table.organizationId).where(sql`cardinality(user_ids) > 0`),
    callKey(table),
  ],
);

/**
 * The person named by an admin for a participant without an address. `partyKey`, Gong's name for the participant, keeps
 * the link through a new sync of the call.
 */
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
    sentences: parsedJson(z.array(sentenceSchema)).notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.callId, table.position] }), callKey(table)],
);

/** Every call ever shown by Gong, in any state. An entry has no content of a call. */
export const callLedger = pgTable(
  'call_ledger',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    presence: text({ enum: CALL_PRESENCES }).notNull(),
    reason: callReason(),
    workspaceId: text(),
    startedAt: moment(),
    firstSeenAt: moment().notNull(),
    /** When Gong last showed the call. Calls long unseen are asked for by id. */
    lastSeenAt: moment().notNull(),
    /** Gong no longer shows this stored call, but too many vanished at once to be believed. */
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

/** Calls that left the store and must leave search too: a crash in between is healed from these rows. */
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
 * Organizations whose removed words may still stand in files, of the store or of search. Written in the transaction
 * that removes, and deleted when every file was written anew: a crash or an engine away in between loses no scrub.
 */
export const owedScrubs = pgTable('owed_scrubs', {
  organizationId: organizationId().primaryKey(),
  dueAt: moment().notNull(),
  /** Made anew by each removal: a scrub settles only removals from before the scrub began. */
  mark: text().notNull(),
});

/**
 * The search indexes: the live index, whose revisions are `calls.indexed_revision`, an index in the making, and old
 * indexes not yet dropped.
 */
export const searchIndexes = pgTable(
  'search_indexes',
  {
    name: text().primaryKey(),
    engine: text({ enum: ENGINE_KINDS }).notNull(),
    version: integer().notNull(),
    state: text({ enum: INDEX_STATES }).notNull(),
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
    kind: text({ enum: RUN_KINDS }).notNull().default('history'),
    state: text({ enum: RUN_STATES }).notNull(),
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
    /** Gong's total for the windows read; more than `asked` while Gong still processes calls. */
    gongTotal: integer().notNull().default(0),
    leftOut: integer().notNull().default(0),
    /** Expected calls in the whole range, for progress. */
    expected: integer(),
    /** Calls no longer shown by Gong but kept, because too many vanished at once. */
    held: integer().notNull().default(0),
    error: text(),
    /** Requested by a person: all pending transcripts are asked for, before their own schedule. */
    asksAll: boolean().notNull().default(false),
    /** A waiting run resumes at this moment. */
    retryAt: moment(),
    tries: integer().notNull().default(0),
    createdAt: moment().notNull(),
    startedAt: moment(),
    finishedAt: moment(),
  },
  (table) => [index('sync_runs_by_time').on(table.organizationId, table.createdAt)],
);

/** The windows of a run, worked through newest first. An interrupted run resumes with the windows not done. */
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
    /** Counts of the latest reading of the window. */
    asked: integer().notNull().default(0),
    gongTotal: integer().notNull().default(0),
    leftOut: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    /** Cut from a longer window with too many calls; a cut window is not cut again. */
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

/** Every answer as given, with its evidence, to be read again and judged. */
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
    answer: jsonb().notNull(),
    evidence: jsonb().notNull(),
    /** All calls shown in the answer: removing any of them removes the answer. */
    callIds: text().array().notNull().default(sql`'{}'::text[]`),
    /** The request beside question and plan, for a replay. Null in rows of older versions. */
    request: jsonb(),
    /** What the asker could read then. Null in rows of older versions. */
    access: jsonb(),
    /** SHA-256 over the prompts; null without a model. */
    promptHash: text(),
    requests: integer().notNull().default(0),
    inputTokens: integer().notNull().default(0),
    outputTokens: integer().notNull().default(0),
    /** By the prices at the time; null without prices. */
    cost: doublePrecision(),
    /** The reader's verdict. */
    isHelpful: boolean(),
    feedback: text(),
    /** Other members may read the answer by its link. */
    isShared: boolean().notNull().default(false),
    /** When sharing ends by itself; null for never. */
    sharedUntil: moment(),
    createdAt: moment().notNull(),
  },
  (table) => [
    index('answers_by_conversation').on(table.conversationId, table.createdAt),
    index('answers_by_time').on(table.organizationId, table.createdAt),
    index('answers_by_call').using('gin', table.callIds),
  ],
);

/** A model's proposals for a single call of a question over many calls. The same prompt is not asked twice. */
export const callReadings = pgTable(
  'call_readings',
  {
    organizationId: organizationId(),
    callId: text().notNull(),
    /** SHA-256 of the model's name and the whole prompt. */
    key: text().notNull(),
    claims: jsonb().notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.callId, table.key] }), callKey(table)],
);

/** Questions with the moments that answer them: an organization's own measure of its answers. */
export const evalCases = pgTable(
  'eval_cases',
  {
    id: text().primaryKey(),
    organizationId: organizationId(),
    /** The answer that a reader was not content with; it may be gone. */
    answerId: text().notNull(),
    question: text().notNull(),
    /** As the answer was asked by; readers parse it. */
    plan: jsonb().notNull(),
    /** When it was asked: times of its plan are of then, and calls that began later are left out. */
    asOf: moment().notNull(),
    /** The accounts that its request was narrowed to. */
    accountIds: text().array().notNull().default([]),
    /** Moments that answer it, empty where no call does; readers parse them. */
    moments: jsonb().notNull(),
    /** All calls of plan and moments: removing any of them removes the case. */
    callIds: text().array().notNull(),
    /** The share of the moments that the evidence held when an index was last measured; null before. */
    found: doublePrecision(),
    createdAt: moment().notNull(),
    createdBy: text(),
  },
  (table) => [uniqueIndex('eval_cases_by_answer').on(table.organizationId, table.answerId)],
);

/** The organization's own trackers and its changed or deleted built-in trackers (src/built-in-trackers.ts). */
export const trackers = pgTable(
  'trackers',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    name: text().notNull(),
    terms: text().array().notNull(),
    cues: text().array().notNull(),
    side: text({ enum: SIDES }),
    accountIds: text().array().notNull().default(sql`'{}'::text[]`),
    wants: text({ enum: TRACKER_WANTS }),
    /** A deleted built-in tracker stays away. */
    isDeleted: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);

/**
 * In how many segments of a call a tracker finds something, as the index counted; calls without a match have no row.
 */
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

/** A tracker's definition at the last count over all calls: a tracker defined differently now is counted anew. */
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

/** SHA-256 of organization and address of erased people: a later sync takes up neither their names nor their words. */
export const erasedPeople = pgTable(
  'erased_people',
  {
    organizationId: organizationId(),
    emailHash: text().notNull(),
    erasedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.emailHash] })],
);

/** Webhooks taken, by the SHA-256 of what their token signs: none counts twice. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    organizationId: organizationId(),
    tokenHash: text().notNull(),
    receivedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.tokenHash] })],
);

/**
 * Admins' changes, erasures and bulk reads (src/audit.ts). Rows are only added; only erasing a person changes a row.
 */
export const auditRecords = pgTable(
  'audit_records',
  {
    organizationId: organizationId(),
    id: text().notNull(),
    at: moment().notNull(),
    /** The actor, even after leaving; null for the operator of the server. */
    memberId: text(),
    email: text(),
    action: text().notNull(),
    subject: text(),
    details: parsedJson(auditDetailsSchema).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index('audit_records_by_time').on(table.organizationId, table.at, table.id),
  ],
);

export * from './auth-schema.ts';
