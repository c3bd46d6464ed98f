/** Gong's id of a call: digits as text, since they run to 20 digits, too many for a JS number or a Postgres bigint (docs/gong-api.md §2). */
export type CallId = string & { readonly brand: 'CallId' };
export type OrganizationId = string & { readonly brand: 'OrganizationId' };

/** The one place where text becomes a `CallId`: it came from Gong or from our own store, or is compared with such an id and not found. */
export const toCallId = (text: string): CallId => text as CallId;
/** The one place where text becomes an `OrganizationId`: it came from the store, or will be looked up there. */
export const toOrganizationId = (text: string): OrganizationId => text as OrganizationId;

export const SIDES = ['us', 'customer', 'unknown'] as const;
/** Whose person it is. Gong's word "affiliation" stops in `gong/`. */
export type Side = (typeof SIDES)[number];

export const CALL_KINDS = ['internal', 'external', 'unknown'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

export const PLATFORMS = ['zoom', 'teams', 'webex', 'google_meet', 'phone', 'other'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** One recorded conversation as Gong tells it, before our store gives its parties and accounts ids of ours. */
export type Call = {
  id: CallId;
  workspaceId: string | null;
  title: string;
  startedAt: Date;
  scheduledAt: Date | null;
  durationSeconds: number;
  kind: CallKind;
  platform: Platform;
  direction: 'inbound' | 'outbound' | 'conference' | 'unknown';
  language: string | null;
  isPrivate: boolean;
  hostUserId: string | null;
  gongUrl: string | null;
  meetingUrl: string | null;
  parties: Party[];
  /** Ids of the accounts that the customer's CRM ties to the call. */
  crmAccountIds: string[];
};

/** A person's part in one call. What Gong does not know is null. */
export type Party = {
  gongPartyId: string | null;
  /** Joins to `Turn.speakerId`; null when the person never spoke. */
  speakerId: string | null;
  gongUserId: string | null;
  name: string | null;
  email: string | null;
  title: string | null;
  side: Side;
  attended: boolean;
};

/** Gong's unit of speech; positions count from the start of the call. */
export type Sentence = { startMs: number; endMs: number; text: string };

/** One speaker's turn, as it comes. `speakerId` may match no party (docs/gong-api.md §3.4). */
export type Turn = { speakerId: string | null; sentences: Sentence[] };

/** Someone who uses Gong in our organization. */
export type GongUser = {
  id: string;
  email: string | null;
  otherEmails: string[];
  name: string;
  title: string | null;
  isActive: boolean;
};

export type Workspace = { id: string; name: string };
