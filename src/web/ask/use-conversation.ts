import { useCallback, useRef, useState } from 'react';
import type { Answer, AnswerPlan, Citation } from '../../http/api-types.ts';
import { stopAnswer, streamAnswer } from '../api-client.ts';

/** One question of a conversation, while it is answered and after. */
export type Turn = {
  key: number;
  question: string;
  answerId: string | null;
  plan: AnswerPlan | null;
  found: { calls: number; segments: number } | null;
  read: { done: number; of: number } | null;
  claims: { text: string; citations: Citation[] }[];
  answer: Answer | null;
  problem: string | null;
  isBusy: boolean;
};

const newTurn = (key: number, question: string): Turn => ({
  key,
  question,
  answerId: null,
  plan: null,
  found: null,
  read: null,
  claims: [],
  answer: null,
  problem: null,
  isBusy: true,
});

/** The questions and answers of a conversation, and how to ask, stop and begin anew. One question is answered at a time. */
export function useConversation() {
  const [turns, setTurns] = useState<Turn[]>([]);
  const conversationId = useRef<string | undefined>(undefined);
  const current = useRef<{ key: number; answerId: string | null; leave: AbortController } | null>(null);
  const nextKey = useRef(0);

  /** Asks; with a plan by that, in place of the last turn. */
  const ask = useCallback(
    async (question: string, { plan, isNew = false }: { plan?: AnswerPlan; isNew?: boolean } = {}) => {
      current.current?.leave.abort();
      if (isNew) conversationId.current = undefined;
      nextKey.current += 1;
      const mine = { key: nextKey.current, answerId: null as string | null, leave: new AbortController() };
      current.current = mine;
      const update = (change: (turn: Turn) => Partial<Turn>) =>
        setTurns((all) => all.map((turn) => (turn.key === mine.key ? { ...turn, ...change(turn) } : turn)));
      setTurns((all) => [...(isNew ? [] : plan ? all.slice(0, -1) : all), newTurn(mine.key, question)]);
      try {
        await streamAnswer(
          {
            question,
            ...(plan && { plan }),
            ...(conversationId.current && { conversationId: conversationId.current }),
          },
          {
            plan: ({ answerId, conversationId: id, ...read }) => {
              mine.answerId = answerId;
              conversationId.current = id;
              update(() => ({ plan: read, answerId }));
            },
            evidence: ({ searched }) => update(() => ({ found: searched })),
            progress: (read) => update(() => ({ read })),
            delta: (claim) => update(({ claims }) => ({ claims: [...claims, claim] })),
            answer: (answer) => update(() => ({ answer, plan: answer.plan })),
          },
          mine.leave.signal,
        );
      } catch (error) {
        if (!mine.leave.signal.aborted)
          update(() => ({ problem: error instanceof Error ? error.message : String(error) }));
      }
      update(() => ({ isBusy: false }));
    },
    [],
  );

  /** Ends the answer being made with what was proved until now. */
  const stop = useCallback(async () => {
    const { answerId, leave } = current.current ?? {};
    if (answerId) await stopAnswer(answerId);
    else leave?.abort();
  }, []);

  const reset = useCallback(() => {
    current.current?.leave.abort();
    conversationId.current = undefined;
    setTurns([]);
  }, []);

  return { turns, ask, stop, reset };
}
