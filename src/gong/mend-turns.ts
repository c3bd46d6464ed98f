import type { Sentence, Turn } from '../call.ts';

/** A turn as Gong may send it: null where a position is missing. */
type ToldTurn = {
  speakerId: string | null;
  sentences: { startMs: number | null; endMs: number | null; text: string }[];
};

/** A guess for a sentence whose end nobody knows: about 150 words a minute. */
const MS_PER_WORD = 400;
/** The largest position that the store keeps, and more than any call's: 24 days. */
const LATEST_MS = 2 ** 31 - 1;
/** A position beyond is no position, but a time since 1970. */
const SINCE_1970_MS = 1e11;

/**
 * A transcript as it can be kept: positions whole and in order, turns sorted by their start, sentences without a word
 * left out, and what was delivered twice kept once. A missing start is the end before; a missing or impossible end
 * comes from what follows.
 */
export function mendTurns(told: readonly ToldTurn[]): Turn[] {
  const spoken = told
    .map(({ speakerId, sentences }) => ({ speakerId, sentences: sentences.filter(({ text }) => hasWord(text)) }))
    .filter(({ sentences }) => sentences.length > 0);
  const turns = withStarts(spoken).map(({ speakerId, sentences }) => ({
    speakerId,
    sentences: sortByStart(sentences),
  }));
  const sorted = turns.toSorted((a, b) => startOf(a) - startOf(b));
  return withEnds(withoutRepeats(sorted));
}

/** Letters, digits and signs are said; a sentence of punctuation alone is not. */
const hasWord = (text: string): boolean => /[\p{L}\p{N}\p{S}]/u.test(text);

type Started = { speakerId: string | null; sentences: (Omit<Sentence, 'endMs'> & { endMs: number | null })[] };
const startOf = ({ sentences }: Started): number => sentences[0]?.startMs ?? 0;
const sortByStart = <S extends { startMs: number }>(sentences: readonly S[]): S[] =>
  sentences.toSorted((a, b) => a.startMs - b.startMs);

function withStarts(told: readonly ToldTurn[]): Started[] {
  let before = 0;
  return told.map(({ speakerId, sentences }) => ({
    speakerId,
    sentences: sentences.map(({ startMs, endMs, text }) => {
      const start = toPosition(startMs) ?? before;
      const end = toPosition(endMs);
      before = Math.max(start, end ?? start);
      return { startMs: start, endMs: end, text };
    }),
  }));
}

/** Times since 1970 stay: only the call's start tells their position (`sinceStart`). */
function toPosition(ms: number | null): number | null {
  if (ms === null || !Number.isFinite(ms)) return null;
  return ms >= SINCE_1970_MS ? Math.round(ms) : Math.min(LATEST_MS, Math.max(0, Math.round(ms)));
}

/** A speaker does not say the same words twice at the same time. */
function withoutRepeats(turns: readonly Started[]): Started[] {
  const saidUntil = new Map<string, number>();
  return turns
    .map(({ speakerId, sentences }) => ({
      speakerId,
      sentences: sentences.filter(({ startMs, endMs, text }) => {
        const key = `${speakerId} ${text.trim()}`;
        const until = saidUntil.get(key);
        saidUntil.set(key, Math.max(until ?? 0, endMs ?? 0, startMs + 1));
        return until === undefined || startMs >= until;
      }),
    }))
    .filter(({ sentences }) => sentences.length > 0);
}

function withEnds(turns: readonly Started[]): Turn[] {
  const starts = turns.flatMap(({ sentences }) => sentences.map(({ startMs }) => startMs)).toSorted((a, b) => a - b);
  let at = 0;
  const nextAfter = (startMs: number): number => {
    while (at > 0 && (starts[at - 1] ?? 0) > startMs) at -= 1;
    while (at < starts.length && (starts[at] ?? 0) <= startMs) at += 1;
    return starts[at] ?? Number.POSITIVE_INFINITY;
  };
  return turns.map(({ speakerId, sentences }) => ({
    speakerId,
    sentences: sentences.map(({ startMs, endMs, text }) => {
      if (endMs !== null && endMs > startMs) return { startMs, endMs, text };
      const guess = startMs + MS_PER_WORD * text.split(/\s+/).filter(Boolean).length;
      const latest = startMs >= SINCE_1970_MS ? Number.POSITIVE_INFINITY : LATEST_MS;
      return { startMs, endMs: Math.min(guess, nextAfter(startMs), latest), text };
    }),
  }));
}

/** Positions told as times since 1970 become positions in the call. */
export function sinceStart(turns: readonly Turn[], startedAt: Date): readonly Turn[] {
  const first = turns.flatMap(({ sentences }) => sentences).find(({ endMs }) => endMs >= SINCE_1970_MS);
  if (!first) return turns;
  // Times of another clock than the call's: the first words then begin the call.
  const isSameClock = first.startMs >= startedAt.getTime() && first.startMs - startedAt.getTime() < LATEST_MS;
  const zero = isSameClock ? startedAt.getTime() : first.startMs;
  const toMs = (ms: number) => (ms < SINCE_1970_MS ? ms : Math.min(LATEST_MS, Math.max(0, ms - zero)));
  return turns.map(({ speakerId, sentences }) => ({
    speakerId,
    sentences: sentences.map(({ startMs, endMs, text }) => {
      const start = toMs(startMs);
      return { startMs: start, endMs: Math.max(start, toMs(endMs)), text };
    }),
  }));
}
