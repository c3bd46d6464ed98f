import { z } from 'zod';
import { callIdSchema } from './call.ts';
import { isoDate } from './iso-date.ts';

/** A call's states on the way from Gong to search. Every call ever shown by Gong is in exactly one state. */
export const CALL_STATES = [
  'seen',
  'details',
  'transcript_pending',
  'no_transcript',
  'linked',
  'indexed',
  'left_out',
  'removed',
] as const;
export const callStateSchema = z.enum(CALL_STATES);
export type CallState = z.infer<typeof callStateSchema>;

/** Reasons for a state, in words for people. Programs act on the code. */
export const CALL_REASONS = {
  not_processed: 'Gong named this call, but shows no details of it yet: it is still being processed.',
  unreadable: "Gong's details of this call could not be read. They are asked for again.",
  not_stored: 'This call could not be stored as Gong told it. It is set aside and tried again; the rest goes on.',
  transcript_not_asked: 'Its transcript is asked for next.',
  transcript_not_ready: 'Gong has no transcript of this call yet. It is asked for again.',
  transcript_never_came: 'Gong never made a transcript of this call, and is no longer asked for one.',
  transcript_unreadable: "Gong's transcript of this call could not be read. It is asked for again.",
  transcript_not_stored:
    'The transcript of this call could not be stored as Gong told it. It is set aside and tried again; the rest goes on.',
  transcription_off: 'Gong transcribes no call of this workspace: transcription seems to be off there.',
  no_speech: 'Gong found too little speech in this call to transcribe it.',
  unsupported_language: 'Gong does not support the language of this call.',
  too_short: 'This call is shorter than what Gong transcribes.',
  to_index: 'Its transcript is here, and search takes it up next.',
  private: 'This call is private in Gong. Private calls are not stored.',
  excluded_by_rule: "The organization's rules leave this call out.",
  too_old: 'This call is older than the organization keeps calls.',
  erased: 'This call was erased here, and is not taken up again.',
  deleted_in_gong: 'Gong no longer shows this call: it was deleted there, or hidden from the connection.',
  removal_held:
    'Gong no longer shows this call. So many went at once that none was removed here; an admin has to confirm it.',
} as const;
export type CallReason = keyof typeof CALL_REASONS;
/** Reasons of calls and transcripts that are set aside: Gong has them, and they could not be read or stored. */
export const ASIDE_REASONS = [
  'unreadable',
  'not_stored',
  'transcript_unreadable',
  'transcript_not_stored',
] as const satisfies CallReason[];
/** The cast restores the table's keys: `Object.keys` types keys as text. */
export const callReasonSchema = z.enum(Object.keys(CALL_REASONS) as CallReason[]);

/** The ledger's entry of a call, in whatever state. `title` is null unless the call is stored. */
export const ledgerEntrySchema = z.object({
  callId: callIdSchema,
  title: z.string().nullable(),
  startedAt: isoDate.nullable(),
  workspaceId: z.string().nullable(),
  state: callStateSchema.meta({
    description:
      'seen: Gong named it, details are to come; details: saved, its transcript is asked for next; transcript_pending: Gong was asked and has none yet; no_transcript: none is expected; linked: transcript and people are here, search takes it up next; indexed: searchable; left_out: not stored; removed: gone from Gong. The last two, and seen, are told to admins only.',
  }),
  reason: callReasonSchema.nullable(),
  tries: z.number().meta({ description: 'How often Gong was asked in vain.' }),
  nextTryAt: isoDate.nullable(),
  firstSeenAt: isoDate,
  lastSeenAt: isoDate.meta({ description: 'When Gong showed the call last.' }),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** What Gong's list shows of a call: no details yet, a stored call, one left out, or no more. */
export const CALL_PRESENCES = ['seen', 'stored', 'left_out', 'gone'] as const;
export type CallPresence = (typeof CALL_PRESENCES)[number];

export const TRANSCRIPT_STATES = ['pending', 'ready', 'none'] as const;
export type TranscriptState = (typeof TRANSCRIPT_STATES)[number];

/** The store's facts about a call, enough to derive the state. */
export type StateFacts = {
  presence: CallPresence;
  reason: CallReason | null;
  transcript: TranscriptState | null;
  /** Whether Gong was ever asked for the transcript. */
  isTranscriptAsked: boolean;
  transcriptReason: CallReason | null;
  isIndexed: boolean;
  isHeld: boolean;
};

/** Derives the state, with the reason if there is any. */
export function toCallState(facts: StateFacts): { state: CallState; reason: CallReason | null } {
  if (facts.presence === 'seen') return { state: 'seen', reason: facts.reason ?? 'not_processed' };
  if (facts.presence === 'left_out') return { state: 'left_out', reason: facts.reason };
  if (facts.presence === 'gone') return { state: 'removed', reason: facts.reason ?? 'deleted_in_gong' };
  const held = facts.isHeld ? ('removal_held' as const) : null;
  if (facts.transcript === 'none')
    return { state: 'no_transcript', reason: held ?? facts.transcriptReason ?? 'transcript_never_came' };
  if (facts.transcript === 'pending') {
    return facts.isTranscriptAsked
      ? { state: 'transcript_pending', reason: held ?? facts.transcriptReason ?? 'transcript_not_ready' }
      : { state: 'details', reason: held ?? 'transcript_not_asked' };
  }
  return facts.isIndexed ? { state: 'indexed', reason: held } : { state: 'linked', reason: held ?? 'to_index' };
}
