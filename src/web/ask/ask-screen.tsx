import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, AnswerPlan, Citation } from '../../http/api-types.ts';
import { api, failureOf, streamAnswer } from '../api-client.ts';
import { counted } from '../format.ts';
import { useMe } from '../shell.tsx';
import { AnswerView, Claims, PlanChips } from './answer-view.tsx';
import { QuestionBox } from './question-box.tsx';

type Progress = {
  question: string;
  plan: AnswerPlan | null;
  found: { calls: number; segments: number } | null;
  claims: { text: string; citations: Citation[] }[];
  answer: Answer | null;
  problem: string | null;
  isBusy: boolean;
};

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

/** The home page. The question stands in the address, so a link asks it again. */
export function AskScreen() {
  const { q } = useSearch({ from: '/' });
  const navigate = useNavigate();
  const me = useMe();
  const examples = useExamples();
  const [progress, setProgress] = useState<Progress | null>(null);
  const running = useRef<AbortController | null>(null);

  const ask = useCallback(async (question: string, accountIds?: string[]) => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const update = (more: Partial<Progress>) => {
      if (running.current === mine) setProgress((now) => now && { ...now, ...more });
    };
    setProgress({ question, plan: null, found: null, claims: [], answer: null, problem: null, isBusy: true });
    try {
      await streamAnswer(
        { question, ...(accountIds && { accountIds }) },
        {
          plan: (plan) => update({ plan }),
          evidence: ({ searched }) => update({ found: searched }),
          delta: (claim) =>
            setProgress((now) => (now && running.current === mine ? { ...now, claims: [...now.claims, claim] } : now)),
          answer: (answer) => update({ answer, plan: answer.plan }),
        },
        mine.signal,
      );
    } catch (error) {
      if (mine.signal.aborted) update({ problem: 'Stopped.' });
      else update({ problem: error instanceof Error ? error.message : String(error) });
    }
    update({ isBusy: false });
  }, []);

  useEffect(() => {
    document.title = q ? `${q} · Colloquy` : 'Colloquy';
    if (q) ask(q);
    else setProgress(null);
    return () => running.current?.abort();
  }, [q, ask]);

  const submit = (question: string) =>
    question === q ? ask(question) : navigate({ to: '/', search: { q: question } });

  return (
    <div className="space-y-6">
      {!progress && (
        <div className="pt-8 text-center">
          <h1 className="text-3xl font-semibold tracking-tight">What do you want to know?</h1>
          <p className="quiet mt-2">
            Ask about the calls of {me.data?.organization.name}. Every sentence of the answer leads to the moment where
            it was said.
          </p>
        </div>
      )}
      <QuestionBox
        initial={q ?? ''}
        isBusy={progress?.isBusy ?? false}
        onAsk={submit}
        onStop={() => running.current?.abort()}
      />
      {!progress && <NoCallsYet isAdmin={me.data?.role === 'admin'} />}
      {!progress && (
        <section aria-label="Examples" className="flex flex-wrap justify-center gap-2">
          {examples.map((example) => (
            <button key={example} type="button" className="button-quiet" onClick={() => submit(example)}>
              {example}
            </button>
          ))}
        </section>
      )}
      {progress && (
        <section aria-label="Answer" aria-busy={progress.isBusy} className="space-y-4">
          {progress.plan && <PlanChips plan={progress.plan} />}
          <p role="status" className="quiet text-sm">
            {statusOf(progress)}
          </p>
          {progress.answer ? (
            <AnswerView
              answer={progress.answer}
              onAsk={submit}
              onChoose={(name, mention) => submit(progress.question.replace(mention, `@"${name}"`))}
            />
          ) : (
            <Claims claims={progress.claims} />
          )}
          {progress.problem && (
            <div role="alert" className="card border-red-300 p-4 dark:border-red-800">
              <p>{progress.problem}</p>
              <button type="button" className="button-quiet mt-3" onClick={() => ask(progress.question)}>
                Ask again
              </button>
            </div>
          )}
        </section>
      )}
    </div>
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

function statusOf({ plan, found, answer, problem, isBusy }: Progress): string {
  if (problem) return '';
  if (answer)
    return `Searched ${counted(answer.searched.calls, 'call')}; ${counted(answer.searched.segments, 'passage')} fit. ${answer.model ? `Worded by ${answer.model}, every citation checked.` : answer.claims.length > 0 ? 'The answer quotes; no model is used.' : ''}`;
  if (found) return `Reading ${counted(found.segments, 'passage')} of ${counted(found.calls, 'call')}…`;
  if (plan) return 'Searching…';
  return isBusy ? 'Understanding the question…' : '';
}
