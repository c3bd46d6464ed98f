import type { AnswerPlan, Offer } from '../../http/api-types.ts';
import { counted } from '../format.ts';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerView } from './answer-view.tsx';
import { Claims } from './claims.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { PlanChips } from './plan-chips.tsx';
import type { Turn } from './use-conversation.ts';

type Props = {
  turn: Turn;
  isFirst: boolean;
  onSubmit: (question: string) => void;
  onAgain: () => void;
  onFollow: (account: string) => void;
  onOffer: (offer: Offer) => void;
  onEdit?: (plan: AnswerPlan) => void;
};

/** Most evidence shown while the answer is being made. */
const FIRST_EVIDENCE = 4;

/** A question and its answer, also while the answer is being made: the plan, the evidence, the proved claims. */
export function TurnView({ turn, isFirst, onSubmit, onAgain, onFollow, onOffer, onEdit }: Props) {
  const Heading = isFirst ? 'h1' : 'h2';
  return (
    <section aria-label="Answer" aria-busy={turn.isBusy} className="space-y-4">
      <Heading className="text-xl font-semibold tracking-tight break-words">{turn.question}</Heading>
      {turn.plan && <PlanChips plan={turn.plan} onEdit={turn.isBusy ? undefined : onEdit} />}
      <p role="status" className="quiet text-sm">
        {statusOf(turn)}
      </p>
      {turn.isBusy && turn.claims.length === 0 && (
        <div className="min-h-40">
          {turn.evidence.length > 0 ? (
            <EvidenceList evidence={turn.evidence} most={FIRST_EVIDENCE} />
          ) : (
            <div className="skeleton h-28" />
          )}
        </div>
      )}
      {turn.answer ? (
        <>
          <AnswerView answer={turn.answer} onAsk={onSubmit} onFollow={onFollow} onOffer={onOffer} />
          <AnswerActions answer={turn.answer} evidence={turn.evidence} onAgain={onAgain} />
          <Searched turn={turn} />
        </>
      ) : (
        <Claims claims={turn.claims} />
      )}
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

/** How much was searched, for readers who wonder how sure a "nothing" is. */
function Searched({ turn: { answer, evidence } }: { turn: Turn }) {
  if (!answer) return null;
  const { calls, segments, inScope, withoutTranscript, choice } = answer.searched;
  return (
    <details className="text-sm">
      <summary className="quiet cursor-pointer">What was searched</summary>
      <p className="mt-2">
        {counted(inScope, 'call')} in scope, {counted(calls, 'of them with words', 'of them with words')}
        {withoutTranscript > 0 && `, ${withoutTranscript.toLocaleString('en')} without a transcript`}.{' '}
        {counted(segments, 'passage')} {segments === 1 ? 'fits' : 'fit'} the question
        {evidence.length > 0 && `; these ${evidence.length.toLocaleString('en')} were looked at, the best first`}.
        {choice &&
          ` A model read the best ${choice.read.toLocaleString('en')} and found ${choice.answering > 0 ? choice.answering : 'none'} that ${choice.answering === 1 ? 'answers' : 'answer'}.`}
      </p>
      {answer.usage && (
        <p className="quiet mt-1">
          {answer.model}: {counted(answer.usage.inputTokens, 'token')} read,{' '}
          {answer.usage.outputTokens.toLocaleString('en')} written.
        </p>
      )}
      <div className="mt-2 max-h-80 overflow-auto">
        <EvidenceList evidence={evidence} />
      </div>
    </details>
  );
}

function statusOf({ plan, found, read, answer, problem, isBusy }: Turn): string {
  if (problem) return '';
  if (answer) {
    const { calls, segments } = answer.searched;
    // A number of the record is counted, and no passage is looked for.
    const searched = plan?.measure
      ? 'Counted from the record of your calls.'
      : `Searched ${counted(calls, 'call')}${segments > 0 ? `; ${counted(segments, 'passage')} ${segments === 1 ? 'fits' : 'fit'}` : ''}.`;
    if (answer.model) return `${searched} Worded by ${answer.model}, every citation checked.`;
    return answer.claims.length > 0 ? `${searched} The answer quotes; no model is used.` : searched;
  }
  if (read) return `Read ${read.done} of ${counted(read.of, 'call')}…`;
  if (found) return `Reading ${counted(found.segments, 'passage')} of ${counted(found.calls, 'call')}…`;
  if (plan) return 'Searching…';
  return isBusy ? 'Understanding the question…' : '';
}
