import type { CallReason } from '../call-state.ts';
import type { MissingTranscript, PendingTranscript } from '../store/transcripts-store.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Gong has most transcripts within minutes and nearly all within a day (docs/gong-api.md §3.5). We ask often at first,
 * then seldom, until the 14th day.
 */
const FRESH_TRIES_MS = [10 * MINUTE_MS, 20 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 8 * HOUR_MS];
const FRESH_DAYS = 14;
/** Gong transcribed an old, imported call already, or will soon, or never will. */
const OLD_TRIES_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 3 * DAY_MS];
/** Shorter calls often have no speech to transcribe. Gong names no limit, so we still ask for a day. */
const SHORT_SECONDS = 60;
/** A workspace with so many calls and no transcript has transcription off. */
const ENOUGH_TO_JUDGE = 10;

/** Whether and when to ask again for a missing transcript, with the reason in the ledger's words. */
export function planNextTry(
  call: PendingTranscript,
  workspace: { ready: number; missing: number } | undefined,
  now: Date,
): MissingTranscript {
  const { callId, language, tries } = call;
  const giveUp = (reason: CallReason): MissingTranscript => ({ callId, reason, nextTryAt: null });
  // Gong sets these two codes after listening to the call: no transcript will come unless the call changes.
  if (language === 'zxx') return giveUp('no_speech');
  if (language === 'und') return giveUp('unsupported_language');

  const endedAt = call.startedAt.getTime() + call.durationSeconds * 1000;
  const wasOld = call.knownSince.getTime() - endedAt > 3 * DAY_MS;
  const ageMs = now.getTime() - endedAt;
  const delays = wasOld ? OLD_TRIES_MS : FRESH_TRIES_MS;
  const delayMs = delays[tries] ?? DAY_MS;
  const isOver = wasOld ? tries >= delays.length : ageMs > FRESH_DAYS * DAY_MS;
  const isShort = call.durationSeconds > 0 && call.durationSeconds < SHORT_SECONDS;
  if (isShort && (isOver || ageMs > DAY_MS)) return giveUp('too_short');
  if (isOver) {
    const isOff = workspace !== undefined && workspace.ready === 0 && workspace.missing >= ENOUGH_TO_JUDGE;
    return giveUp(isOff ? 'transcription_off' : 'transcript_never_came');
  }
  return { callId, reason: 'transcript_not_ready', nextTryAt: new Date(now.getTime() + delayMs) };
}

/**
 * When to ask again for a transcript that is there, but could not be read or stored. It is never given up: Gong mends
 * it, or a later version of ours does.
 */
export function planAsideTry({ callId, tries }: PendingTranscript, reason: CallReason, now: Date): MissingTranscript {
  return { callId, reason, nextTryAt: new Date(now.getTime() + (FRESH_TRIES_MS[tries] ?? DAY_MS)) };
}
