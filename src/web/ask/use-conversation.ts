import { useCallback, useRef, useState } from 'react';
import type { Answer, AnswerPlan } from '../../http/api-types.ts';
import { api, type Evidence, read, stopAnswer, streamAnswer } from '../api-client.ts';
import type { ShownClaim } from './claim-view.tsx';

/** One question of a conversation, during and after the answer. */
export type ConversationTurn = {
  key: number;
  question: string;
  answerId: string | null;
  plan: AnswerPlan | null;
  found: { calls: number; segments: number } | null;
  evidence: Evidence;
  read: { done: number; of: number } | null;
  claims: ShownClaim[];
  answer: Answer | null;
  problem: string | null;
  isBusy: boolean;
  /** Whether it is the question before with its plan changed. */
  isEdit: boolean;
};

type Asking = { plan?: AnswerPlan; isNew?: boolean; isEdit?: boolean };

const newTurn = (key: number, question: string, isEdit = false): ConversationTurn => ({
  key,
  question,
  answerId: null,
  plan: null,
  found: null,
  evidence: [],
  read: null,
  claims: [],
  answer: null,
  problem: null,
  isBusy: true,
  isEdit,
});

const kept = (answer: Answer): Partial<ConversationTurn> => ({
  answerId: answer.id,
  plan: answer.plan,
  answer,
  found: answer.searched,
  isBusy: false,
});

/**
 * The questions and answers of a conversation, with functions to ask, stop and begin anew. One question is answered at
 * a time.
 */
export function useConversation() {
  const [turns, setTurns] = useState<ConversationTurn[]>([]);
  const conversationId = useRef<string | undefined>(undefined);
  const current = useRef<{ key: number; answerId: string | null; leave: AbortController } | null>(null);
  const nextKey = useRef(0);
  const opening = useRef<string | null>(null);
  /** The conversation on screen; null until the server has made it. */
  const [conversation, setConversation] = useState<string | null>(null);

  /** Asks, by a plan if given; an edit replaces the last turn. */
  const ask = useCallback(async (question: string, { plan, isNew = false, isEdit = false }: Asking = {}) => {
    opening.current = null;
    current.current?.leave.abort();
    if (isNew) conversationId.current = undefined;
    nextKey.current += 1;
    const mine = { key: nextKey.current, answerId: null as string | null, leave: new AbortController() };
    current.current = mine;
    const update = (change: (turn: ConversationTurn) => Partial<ConversationTurn>) =>
      setTurns((all) => all.map((turn) => (turn.key === mine.key ? { ...turn, ...change(turn) } : turn)));
    setTurns((all) => [...(isNew ? [] : isEdit ? all.slice(0, -1) : all), newTurn(mine.key, question, isEdit)]);
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
            // A resumed stream repeats its claims from the first.
            update(() => ({ plan: read, answerId, claims: [] }));
            setConversation(id);
          },
          evidence: ({ searched, evidence }) => update(() => ({ found: searched, evidence })),
          progress: (read) => update(() => ({ read })),
          delta: (claim) => update(({ claims }) => ({ claims: [...claims, { ...claim, at: claims.length }] })),
          answer: (answer) => update(() => ({ answer, plan: answer.plan })),
        },
        mine.leave.signal,
      );
    } catch (error) {
      if (!mine.leave.signal.aborted)
        update(() => ({ problem: error instanceof Error ? error.message : String(error) }));
    }
    update(() => ({ isBusy: false }));
  }, []);

  /** Ends the answer in the making with the claims proved so far. */
  const stop = useCallback(async () => {
    const { answerId, leave } = current.current ?? {};
    if (answerId) await stopAnswer(answerId);
    else leave?.abort();
  }, []);

  const reset = useCallback(() => {
    opening.current = null;
    current.current?.leave.abort();
    conversationId.current = undefined;
    setConversation(null);
    setTurns([]);
  }, []);

  /**
   * Shows a stored conversation, to read or to ask on. @throws ApiFailure of status 404 for an unknown conversation, or
   * somebody else's.
   */
  const open = useCallback(async (id: string) => {
    opening.current = id;
    const { answers } = await read(api.conversations[':conversationId'].$get({ param: { conversationId: id } }));
    // Meanwhile something else was opened, or asked.
    if (opening.current !== id) return;
    current.current?.leave.abort();
    conversationId.current = id;
    setConversation(id);
    setTurns(
      answers.map((answer) => {
        nextKey.current += 1;
        return { ...newTurn(nextKey.current, answer.question), ...kept(answer as Answer) };
      }),
    );
  }, []);

  return { turns, conversation, ask, stop, reset, open };
}
