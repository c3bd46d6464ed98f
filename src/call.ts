import { z } from 'zod';

/**
 * Gong's id of a call: digits as text. Ids run to 20 digits, too many for a JS number or a Postgres bigint
 * (docs/gong-api.md §2).
 */
export type CallId = string & { readonly brand: 'CallId' };
export type OrganizationId = string & { readonly brand: 'OrganizationId' };

/**
 * The only place to turn text into a `CallId`. Text from Gong or the store is an id already; any other text is only
 * compared with ids and matches none.
 */
export const toCallId = (text: string): CallId => text as CallId;
/** Calls by their ids where nothing else tells them apart: in every language, and for every reader, alike. */
export const compareCallIds = (a: CallId, b: CallId): number => (a < b ? -1 : a > b ? 1 : 0);
export const callIdSchema = z.codec(z.string(), z.custom<CallId>(), { decode: toCallId, encode: (id) => id });
/** The only place to turn text into an `OrganizationId`: text from the store, or text to look up there. */
export const toOrganizationId = (text: string): OrganizationId => text as OrganizationId;
export const organizationIdSchema = z.codec(z.string(), z.custom<OrganizationId>(), {
  decode: toOrganizationId,
  encode: (id) => id,
});

export const SIDES = ['us', 'customer', 'unknown'] as const;
export const sideSchema = z.enum(SIDES);
/** The side a person is on. Gong's word "affiliation" stops in `gong/`. */
export type Side = z.infer<typeof sideSchema>;

export const CALL_KINDS = ['internal', 'external', 'unknown'] as const;
export const callKindSchema = z.enum(CALL_KINDS);
export type CallKind = z.infer<typeof callKindSchema>;

/** Kinds to filter by. */
export const callKindFilterSchema = z
  .enum([...CALL_KINDS, 'customers'])
  .meta({ description: '`customers`: all but internal calls.' });
export type CallKindFilter = z.infer<typeof callKindFilterSchema>;

export const PLATFORMS = ['zoom', 'teams', 'webex', 'google_meet', 'phone', 'other'] as const;
export const platformSchema = z.enum(PLATFORMS);
export type Platform = z.infer<typeof platformSchema>;

export const DIRECTIONS = ['inbound', 'outbound', 'conference', 'unknown'] as const;

/** A recorded conversation as told by Gong, before the store gives ids to parties and accounts. */
export type Call = {
  id: CallId;
  workspaceId: string | null;
  title: string;
  startedAt: Date;
  scheduledAt: Date | null;
  durationSeconds: number;
  kind: CallKind;
  platform: Platform;
  direction: (typeof DIRECTIONS)[number];
  language: string | null;
  isPrivate: boolean;
  hostUserId: string | null;
  gongUrl: string | null;
  meetingUrl: string | null;
  parties: Party[];
  /** Ids of the accounts tied to the call by the customer's CRM. */
  crmAccountIds: string[];
};

/** A person's part in a call. Null means unknown to Gong. */
export const partySchema = z.object({
  gongPartyId: z.string().nullable(),
  /** Joins to `Turn.speakerId`; null when the person never spoke. */
  speakerId: z.string().nullable(),
  gongUserId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  side: sideSchema,
  attended: z.boolean(),
});
export type Party = z.infer<typeof partySchema>;

/** Gong's unit of speech; positions count from the start of the call. */
export const sentenceSchema = z.object({ startMs: z.number(), endMs: z.number(), text: z.string() });
export type Sentence = z.infer<typeof sentenceSchema>;

/** One speaker's turn, as delivered. `speakerId` may match no party (docs/gong-api.md §3.4). */
export type Turn = { speakerId: string | null; sentences: Sentence[] };

/** A user of Gong in our organization. */
export type GongUser = {
  id: string;
  email: string | null;
  otherEmails: string[];
  name: string;
  title: string | null;
  isActive: boolean;
  managerId: string | null;
};

export type Workspace = { id: string; name: string };
