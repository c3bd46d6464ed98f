import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { AnswerPlan } from '../../http/api-types.ts';
import { api, failureOf } from '../api-client.ts';
import { counted } from '../format.ts';
import { useMe } from '../shell.tsx';
import { AnswerView, Claims } from './answer-view.tsx';
import { PlanChips } from './plan-chips.tsx';
import { QuestionBox } from './question-box.tsx';
import { type Turn, useConversation } from './use-conversation.ts';

/** What people ask most, about the two accounts that were spoken with last. */
function useExamples(): string[] {
  const { data } = useQuery({
    queryKey: ['accounts', 'latest'],
    queryFn: async () => {
      const response = await api.accounts.$get({ query: { limit: '2' } });
      if (response.status !== 200) throw await failureOf(response);
      return (await response.json()).accounts;
    },
  });
  const [first, second] = (data ?? []).map((account) => account.name);
  return [
    ...(first ? [`What did we discuss with @${first} about pricing?`] : []),
    ...(second ? [`What concerns did @${second} raise in recent calls?`] : []),
    'Find discussions about competitor mentions',
    'Summarize pricing conversations from this quarter',
  ];
}

/** The home page. The first question of a conversation stands in the address, so a link asks it again. */
export function AskScreen() {
  const { q } = useSearch({ from: '/' });
  const navigate = useNavigate();
  const me = useMe();
  const examples = useExamples();
  const { turns, ask, stop, reset } = useConversation();
  const isBusy = turns.at(-1)?.isBusy ?? false;

  useEffect(() => {
    document.title = q ? `${q} · Colloquy` : 'Colloquy';
    if (q) ask(q, { isNew: true });
    return reset;
  }, [q, ask, reset]);

  const submit = (question: string) =>
    question === q ? ask(question, { isNew: true }) : navigate({ to: '/', search: { q: question } });

  return (
    <div className="space-y-6">
      {turns.length === 0 && (
        <div className="pt-8 text-center">
          <h1 className="text-3xl font-semibold tracking-tight">What do you want to know?</h1>
          <p className="quiet mt-2">
            Ask about the calls of {me.data?.organization.name}. Every sentence of the answer leads to the moment where
            it was said.
          </p>
        </div>
      )}
      <QuestionBox initial={q ?? ''} isBusy={isBusy} onAsk={submit} onStop={stop} />
      {turns.length === 0 && <NoCallsYet isAdmin={me.data?.role === 'admin'} />}
      {turns.length === 0 && (
        <section aria-label="Examples" className="flex flex-wrap justify-center gap-2">
          {examples.map((example) => (
            <button key={example} type="button" className="button-quiet" onClick={() => submit(example)}>
              {example}
            </button>
          ))}
        </section>
      )}
      {turns.map((turn, at) => (
        <TurnView
          key={turn.key}
          turn={turn}
          isFirst={at === 0}
          onSubmit={submit}
          onAgain={() => ask(turn.question)}
          onFollow={(account) => ask(`What did @"${account}" say about it?`)}
          {...(at === turns.length - 1 && {
            onEdit: (plan: AnswerPlan) => ask(turn.question, { plan }),
          })}
        />
      ))}
      {turns.at(-1)?.answer && (
        <QuestionBox
          initial=""
          isBusy={isBusy}
          label="Follow-up"
          placeholder="Ask on: what you leave out is taken over, as in “And last quarter?”"
          onAsk={(question) => ask(question)}
          onStop={stop}
        />
      )}
    </div>
  );
}

type TurnProps = {
  turn: Turn;
  isFirst: boolean;
  onSubmit: (question: string) => void;
  onAgain: () => void;
  onFollow: (account: string) => void;
  onEdit?: (plan: AnswerPlan) => void;
};

function TurnView({ turn, isFirst, onSubmit, onAgain, onFollow, onEdit }: TurnProps) {
  return (
    <section aria-label="Answer" aria-busy={turn.isBusy} className="space-y-4">
      {!isFirst && <h2 className="pt-4 text-lg font-semibold">{turn.question}</h2>}
      {turn.plan && <PlanChips plan={turn.plan} onEdit={turn.isBusy ? undefined : onEdit} />}
      <p role="status" className="quiet text-sm">
        {statusOf(turn)}
      </p>
      {turn.answer ? (
        <AnswerView
          answer={turn.answer}
          onAsk={onSubmit}
          onFollow={onFollow}
          onChoose={(name, mention) => onSubmit(turn.question.replace(mention, `@"${name}"`))}
        />
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

/** Where nothing was synced yet, questions find nothing: says so, and the way on. */
function NoCallsYet({ isAdmin }: { isAdmin: boolean }) {
  const calls = useQuery({
    queryKey: ['calls', 'any'],
    queryFn: async () => {
      const response = await api.calls.$get({ query: { limit: '1' } });
      if (response.status !== 200) throw await failureOf(response);
      return (await response.json()).calls;
    },
  });
  if (calls.data?.length !== 0) return null;
  return (
    <p className="card mx-auto max-w-xl p-4 text-center text-sm">
      No call is here yet.{' '}
      {isAdmin ? (
        <Link to="/integrations/gong" className="link">
          Connect Gong, or see how its sync is
        </Link>
      ) : (
        'An admin of your organization connects Gong.'
      )}{' '}
      <a className="link" href="/docs/gong#calls-not-appearing">
        When calls do not appear
      </a>
    </p>
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
