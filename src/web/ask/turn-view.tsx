import { useEffect, useRef } from 'react';
import type { AnswerPlan, Offer } from '../../http/api-types.ts';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerView } from './answer-view.tsx';
import { Claims } from './claims.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { Understood } from './understood.tsx';
import type { ConversationTurn } from './use-conversation.ts';

type Props = {
  turn: ConversationTurn;
  isFirst: boolean;
  isLast: boolean;
  onSubmit: (question: string) => void;
  onAgain: () => void;
  onFollow: (account: string) => void;
  onOffer: (offer: Offer) => void;
  onEdit?: (plan: AnswerPlan) => void;
};

/** Most evidence shown while the answer is being made. */
const FIRST_EVIDENCE = 4;

/** A question and its answer, also while the answer is being made: the evidence, the proved claims, then all of it. */
export function TurnView({ turn, isFirst, isLast, onSubmit, onAgain, onFollow, onOffer, onEdit }: Props) {
  const Heading = isFirst ? 'h1' : 'h2';
  const section = useRef<HTMLElement>(null);
  const isAsked = useRef(turn.isBusy);
  useEffect(() => {
    if (!isAsked.current) return;
    // The first question leaves the page of its box; a follow-up's box keeps the focus.
    if (isFirst) section.current?.focus({ preventScroll: true });
    else section.current?.scrollIntoView({ block: 'start' });
  }, [isFirst]);
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-label="Answer"
      aria-busy={turn.isBusy}
      // Room below the newest question, so that it can stand at the top while its answer grows.
      className={`turn space-y-4 focus:outline-none ${isLast && !isFirst ? 'turn-newest' : ''}`}
    >
      <Heading className="text-xl font-semibold tracking-tight break-words">{turn.question}</Heading>
      {turn.isBusy && turn.claims.length === 0 && (
        <div className="min-h-40">
          {turn.evidence.length > 0 ? (
            <EvidenceList evidence={turn.evidence} most={FIRST_EVIDENCE} />
          ) : (
            <div className="space-y-3">
              <div className="skeleton h-6 w-3/4" />
              <div className="skeleton h-28" />
            </div>
          )}
        </div>
      )}
      {turn.answer ? (
        <>
          <AnswerView answer={turn.answer} onAsk={onSubmit} onFollow={onFollow} onOffer={onOffer} />
          <AnswerActions answer={turn.answer} evidence={turn.evidence} onAgain={onAgain} />
        </>
      ) : (
        turn.claims.length > 0 && (
          <div className="card p-3">
            <Claims claims={turn.claims} />
          </div>
        )
      )}
      <Understood turn={turn} onEdit={turn.isBusy ? undefined : onEdit} />
      {turn.problem && (
        <div role="alert" className="card border-red-300 p-4 dark:border-red-800">
          <p>{turn.problem}</p>
          <button type="button" className="button-quiet mt-3" onClick={onAgain}>
            Ask again
          </button>
        </div>
      )}
    </section>
  );
}
