import type { AnswerPlan } from '../../http/api-types.ts';
import { counted } from '../format.ts';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerView, Claims } from './answer-view.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { PlanChips } from './plan-chips.tsx';
import type { Turn } from './use-conversation.ts';

type Props = {
  turn: Turn;
  isFirst: boolean;
  onSubmit: (question: string) => void;
  onAgain: () => void;
  onFollow: (account: string) => void;
  onEdit?: (plan: AnswerPlan) => void;
};

/** While it works, what it shows of the evidence. */
const FIRST_EVIDENCE = 4;

/** A question and its answer, also while it is made: what was understood, what is found, what is proved. */
export function TurnView({ turn, isFirst, onSubmit, onAgain, onFollow, onEdit }: Props) {
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
          <AnswerView
            answer={turn.answer}
            onAsk={onSubmit}
            onFollow={onFollow}
            onChoose={(name, mention) => onSubmit(turn.question.replace(mention, `@"${name}"`))}
          />
          <AnswerActions answer={turn.answer} onAgain={onAgain} />
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

/** What was looked through, for whoever wants to know how sure a "nothing" is. */
function Searched({ turn: { answer, evidence } }: { turn: Turn }) {
  if (!answer) return null;
  const { calls, segments, inScope, withoutTranscript } = answer.searched;
  return (
    <details className="text-sm">
      <summary className="quiet cursor-pointer">What was searched</summary>
      <p className="mt-2">
        {counted(inScope, 'call')} in scope, {counted(calls, 'of them with words', 'of them with words')}
        {withoutTranscript > 0 && `, ${withoutTranscript.toLocaleString('en')} without a transcript`}.{' '}
        {counted(segments, 'passage')} {segments === 1 ? 'fits' : 'fit'} the question
        {evidence.length > 0 && `; these ${evidence.length.toLocaleString('en')} were looked at, the best first`}.
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
  if (answer)
    return `Searched ${counted(answer.searched.calls, 'call')}; ${counted(answer.searched.segments, 'passage')} fit. ${answer.model ? `Worded by ${answer.model}, every citation checked.` : answer.claims.length > 0 ? 'The answer quotes; no model is used.' : ''}`;
  if (read) return `Read ${read.done} of ${counted(read.of, 'call')}…`;
  if (found) return `Reading ${counted(found.segments, 'passage')} of ${counted(found.calls, 'call')}…`;
  if (plan) return 'Searching…';
  return isBusy ? 'Understanding the question…' : '';
}
