import { useId, useState } from 'react';
import type { AnswerPlan } from '../../http/api-types.ts';
import { counted } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { EvidenceList } from './evidence-list.tsx';
import { PlanChips } from './plan-chips.tsx';
import { planWords } from './plan-words.ts';
import type { ConversationTurn } from './use-conversation.ts';

type Props = { turn: ConversationTurn; onEdit?: ((plan: AnswerPlan) => void) | undefined };

/** One line: how much was searched, and what the question was understood to be about, to be edited or looked into. */
export function Understood({ turn, onEdit }: Props) {
  const [shown, setShown] = useState<'edit' | 'details' | null>(turn.isEdit ? 'edit' : null);
  const timeZone = useTimeZone();
  const id = useId();
  const { plan, answer, problem } = turn;
  if (problem && !plan) return null;
  const toggle = (what: 'edit' | 'details') => setShown((now) => (now === what ? null : what));
  const words = plan ? planWords(plan, timeZone) : [];
  return (
    <div className="space-y-3 text-sm">
      <p className="quiet wrap-anywhere">
        <span role="status">{statusOf(turn)}</span>
        {words.map((word) => (
          <span key={word}>
            {' · '}
            {word}
          </span>
        ))}
        {plan && onEdit && (
          <>
            {' · '}
            <Toggle name="Edit" isOn={shown === 'edit'} controls={id} onClick={() => toggle('edit')} />
          </>
        )}
        {answer && (
          <>
            {' · '}
            <Toggle name="Details" isOn={shown === 'details'} controls={id} onClick={() => toggle('details')} />
          </>
        )}
      </p>
      <div id={id} className="empty:hidden">
        {plan && shown === 'edit' && <PlanChips plan={plan} onEdit={onEdit} />}
        {shown === 'details' && <Details turn={turn} />}
      </div>
    </div>
  );
}

type ToggleProps = { name: string; isOn: boolean; controls: string; onClick: () => void };

const Toggle = ({ name, isOn, controls, onClick }: ToggleProps) => (
  <button type="button" className="link" aria-expanded={isOn} aria-controls={controls} onClick={onClick}>
    {name}
  </button>
);

/** How much was searched, for readers who wonder how sure a "nothing" is. */
function Details({ turn: { answer, evidence } }: { turn: ConversationTurn }) {
  if (!answer) return null;
  const { calls, segments, inScope, withoutTranscript, choice } = answer.searched;
  return (
    <div>
      <p>
        {counted(inScope, 'call')} in scope, {calls.toLocaleString('en')} with words to search
        {withoutTranscript > 0 && `, ${withoutTranscript.toLocaleString('en')} without a transcript`}.{' '}
        {counted(segments, 'passage')} {segments === 1 ? 'matches' : 'match'} the question
        {evidence.length > 0 && `; these ${evidence.length.toLocaleString('en')} were read, best first`}.
        {choice &&
          ` A model read the best ${choice.read.toLocaleString('en')} and found ${choice.answering > 0 ? choice.answering : 'none'} that ${choice.answering === 1 ? 'answers' : 'answer'}.`}
      </p>
      <p className="quiet mt-1">
        {answer.model
          ? `Written by ${answer.model}; every citation was checked.`
          : answer.claims.length > 0
            ? 'The answer quotes; no model was used.'
            : ''}
        {answer.usage &&
          ` ${counted(answer.usage.inputTokens, 'token')} read, ${answer.usage.outputTokens.toLocaleString('en')} written.`}
      </p>
      <div className="mt-2 max-h-80 overflow-auto">
        <EvidenceList evidence={evidence} />
      </div>
    </div>
  );
}

function statusOf({ plan, found, read, answer, problem, isBusy }: ConversationTurn): string {
  if (problem) return 'Not answered';
  if (answer) {
    const { calls, inScope } = answer.searched;
    // A number of the record is counted, and no passage is looked for.
    if (answer.plan.measure) return 'Counted from your call records';
    if (inScope === 0) return 'Nothing searched';
    return `Searched ${calls === inScope ? counted(calls, 'call') : `${calls.toLocaleString('en')} of ${counted(inScope, 'call')}`}`;
  }
  if (read) return `Read ${read.done} of ${counted(read.of, 'call')}…`;
  if (found) return `Reading ${counted(found.segments, 'passage')} in ${counted(found.calls, 'call')}…`;
  if (plan) return 'Searching…';
  return isBusy ? 'Reading the question…' : '';
}
