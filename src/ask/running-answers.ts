import { AppError, isAppError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { Viewer } from '../viewer.ts';
import type { Answer, AnswerEvent } from './answer.ts';
import { type AskRequest, Stopped } from './ask-question.ts';

/** How long an answer's events can be picked up after its end: afterwards the kept answer is read. */
const KEPT_MS = 5 * 60_000;

type Ask = (
  viewer: Viewer,
  request: AskRequest & { answerId: string },
  emit: (event: AnswerEvent) => void,
  signal: AbortSignal,
) => Promise<Answer>;
type Running = {
  owner: string;
  events: AnswerEvent[];
  /** Set at the end; `failure` where there is no answer. */
  end: { failure: unknown } | null;
  stop: AbortController;
  wake: Set<() => void>;
};

/**
 * The answers that are being made in this process. An answer goes on when its reader leaves, so that a stream can be picked up where it broke off; its reader can stop
 * it, and then has what was proved until then.
 */
export function makeRunningAnswers(ask: Ask, { log }: { log: Log }) {
  const running = new Map<string, Running>();
  const ownerOf = ({ organizationId, memberId }: Viewer) => `${organizationId} ${memberId}`;
  const find = (viewer: Viewer, id: string): Running | undefined => {
    const one = running.get(id);
    return one?.owner === ownerOf(viewer) ? one : undefined;
  };

  return {
    /** Starts an answer and tells its id. Its events are followed by that. */
    start(viewer: Viewer, request: AskRequest): string {
      const answerId = newId('ans');
      const one: Running = {
        owner: ownerOf(viewer),
        events: [],
        end: null,
        stop: new AbortController(),
        wake: new Set(),
      };
      running.set(answerId, one);
      const tell = () => {
        for (const wake of one.wake) wake();
      };
      const emit = (event: AnswerEvent) => {
        one.events.push(event);
        tell();
      };
      ask(viewer, { ...request, answerId }, emit, one.stop.signal)
        .then(
          () => ({ failure: undefined }),
          (failure) => {
            if (!isAppError(failure)) log.error({ err: failure, answerId }, 'ask: failed');
            return { failure };
          },
        )
        .then((end) => {
          one.end = end;
          tell();
          setTimeout(() => running.delete(answerId), KEPT_MS).unref();
        });
      return answerId;
    },

    has: (viewer: Viewer, id: string): boolean => find(viewer, id) !== undefined,

    /** The answer's events from the one at `from`, as they come. Ends with the answer, or throws why there is none. */
    async *follow(
      viewer: Viewer,
      id: string,
      from: number,
      signal: AbortSignal,
    ): AsyncGenerator<{ at: number; event: AnswerEvent }> {
      const one = find(viewer, id);
      if (!one) throw new AppError('not_found', 'There is no such answer being made here.');
      for (let at = from; ; ) {
        const event = one.events[at];
        if (event) {
          yield { at, event };
          at += 1;
          continue;
        }
        if (one.end?.failure !== undefined) throw one.end.failure;
        if (one.end || signal.aborted) return;
        await new Promise<void>((resolve) => {
          const done = () => {
            one.wake.delete(done);
            signal.removeEventListener('abort', done);
            resolve();
          };
          one.wake.add(done);
          signal.addEventListener('abort', done, { once: true });
        });
      }
    },

    /** Ends an answer with what was proved until now. Answers whether it was being made here. */
    stop(viewer: Viewer, id: string): boolean {
      const one = find(viewer, id);
      one?.stop.abort(new Stopped());
      return one !== undefined;
    },
  };
}
