import { toCallId } from '../call.ts';
import { describeError, isAppError } from '../errors.ts';
import type { AnswerModel } from './answer-model.ts';
import type { Evidence } from './gather-evidence.ts';
import { meter } from './metered-model.ts';
import { streamClaims } from './model-draft.ts';

/** Whether a model can word answers: `ok` where it answered and its quote was proved, as an answer's is. */
export type ModelTrial = { ok: boolean; text: string; ms: number; inputTokens: number; outputTokens: number };

const QUESTION = 'When does the pilot start, and with how many people?';
const SENTENCES = ['We sign on Friday.', 'Then the pilot starts on the first of June with twelve people.'];

/** Asks the model a small invented question on the path that answers take, and says in words what came of it. Never throws of the model's. */
export async function tryModel(model: AnswerModel, signal: AbortSignal): Promise<ModelTrial> {
  const metered = meter(model);
  const startedMs = performance.now();
  const end = (ok: boolean, text: string): ModelTrial => {
    const { inputTokens, outputTokens } = metered.usage();
    return { ok, text, ms: Math.round(performance.now() - startedMs), inputTokens, outputTokens };
  };
  const kept: string[] = [];
  const removed: string[] = [];
  try {
    const notes = await streamClaims(metered, QUESTION, [sampleEvidence()], signal, async (checked) => {
      if (checked.kind === 'kept') kept.push(checked.text);
      else removed.push(checked.reason);
    });
    if (kept[0]) return end(true, `It answered “${kept[0]}”, and its quote was found word for word.`);
    const reason = [...removed, ...notes][0];
    return end(
      false,
      `It answered, but nothing that could be proved. ${reason ?? 'It found no answer in two short sentences.'} Answers would quote the calls instead.`,
    );
  } catch (error) {
    if (signal.aborted || !isAppError(error)) throw error;
    return end(false, `${describeError(error)} Answers quote the calls until it works.`);
  }
}

function sampleEvidence(): Evidence {
  const callId = toCallId('0');
  const sentences = SENTENCES.map((text, at) => ({ startMs: at * 3000, endMs: (at + 1) * 3000, text }));
  return {
    id: 's1',
    call: {
      id: callId,
      title: 'Pilot',
      startedAt: new Date(0),
      durationSeconds: 60,
      kind: 'external',
      platform: 'other',
      direction: 'conference',
      gongUrl: null,
      accounts: [],
      parties: [],
      transcript: { state: 'ready', reason: null },
      isSearchable: true,
    },
    segment: {
      callId,
      position: 0,
      speakerId: null,
      startMs: 0,
      endMs: 6000,
      sentences,
      speaker: { name: 'A customer', side: 'customer', personId: null },
    },
    text: SENTENCES.join(' '),
    highlights: [],
    score: 1,
    isDirect: true,
  };
}
