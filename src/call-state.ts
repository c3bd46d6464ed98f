/** Where a call stands on its way from Gong to search. Every call that Gong ever showed us is in exactly one of these. */
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
export type CallState = (typeof CALL_STATES)[number];

/** Why a call is where it is, for people; programs act on the code. */
export const CALL_REASONS = {
  not_processed: 'Gong named this call, but shows no details of it yet: it is still being processed.',
  unreadable: "Gong's details of this call could not be read. They are asked for again.",
  transcript_not_asked: 'Its transcript is asked for next.',
  transcript_not_ready: 'Gong has no transcript of this call yet. It is asked for again.',
  transcript_never_came: 'Gong never made a transcript of this call, and is no longer asked for one.',
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

/** What the store knows of a call, of which its state follows. */
export type CallFacts = {
  /** How Gong shows it: not with details yet, stored, left out, or gone. */
  presence: 'seen' | 'stored' | 'left_out' | 'gone';
  reason: CallReason | null;
  transcript: 'pending' | 'ready' | 'none' | null;
  transcriptTries: number;
  transcriptReason: CallReason | null;
  isIndexed: boolean;
  isHeld: boolean;
};

/** The state that follows from the facts, and the reason where there is one. `calls-ledger.ts` counts by the same rules. */
export function toCallState(facts: CallFacts): { state: CallState; reason: CallReason | null } {
  if (facts.presence === 'seen') return { state: 'seen', reason: facts.reason ?? 'not_processed' };
  if (facts.presence === 'left_out') return { state: 'left_out', reason: facts.reason };
  if (facts.presence === 'gone') return { state: 'removed', reason: facts.reason ?? 'deleted_in_gong' };
  const held = facts.isHeld ? ('removal_held' as const) : null;
  if (facts.transcript === 'none')
    return { state: 'no_transcript', reason: held ?? facts.transcriptReason ?? 'transcript_never_came' };
  if (facts.transcript === 'pending') {
    return facts.transcriptTries === 0
      ? { state: 'details', reason: held ?? 'transcript_not_asked' }
      : { state: 'transcript_pending', reason: held ?? facts.transcriptReason ?? 'transcript_not_ready' };
  }
  return facts.isIndexed ? { state: 'indexed', reason: held } : { state: 'linked', reason: held ?? 'to_index' };
}
