import { ERROR_STATUS, isAppError } from '../errors.ts';
import type { Metrics } from '../metrics.ts';
import { NO_TRACING, type Tracing } from '../tracing.ts';
import type { Answer, AnswerEvent } from './answer.ts';

export type AskSignals = { metrics?: Pick<Metrics, 'answerMade' | 'answerFailed'>; tracing?: Tracing };
type Emit = (event: AnswerEvent) => Promise<void> | void;

/** Counts an answer and records its phases by its events: plan, then evidence, then draft. */
export function observeAsk(
  { metrics, tracing = NO_TRACING }: AskSignals,
  emit: Emit,
  ask: (emit: Emit) => Promise<Answer>,
): Promise<Answer> {
  return tracing.run({ name: 'ask' }, async (span) => {
    let phase = tracing.open({ name: 'ask.plan' });
    let isPlanned = false;
    const next = (name: string) => {
      phase.end();
      phase = tracing.open({ name });
    };
    try {
      const answer = await ask((event) => {
        // A plan may be shown again while evidence is gathered.
        if (event.type === 'plan' && !isPlanned) next('ask.evidence');
        if (event.type === 'plan') isPlanned = true;
        if (event.type === 'evidence') next('ask.draft');
        return emit(event);
      });
      metrics?.answerMade(answer);
      span.add({ 'colloquy.answer.status': answer.status, 'colloquy.answer.claims': answer.claims.length });
      return answer;
    } catch (error) {
      const isRefused = isAppError(error) && ERROR_STATUS[error.code] < 500;
      metrics?.answerFailed(isRefused ? 'refused' : 'failed');
      throw error;
    } finally {
      phase.end();
    }
  });
}
