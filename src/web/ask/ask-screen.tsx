import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { AnswerPlan } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';
import { useMe } from '../me.ts';
import { Problem, useTabTitle } from '../ui/page.tsx';
import { useLookAround } from '../use-look-around.ts';
import { CitationPanelProvider } from './citation-panel.tsx';
import { QuestionBox } from './question-box.tsx';
import { TurnView } from './turn-view.tsx';
import { useConversation } from './use-conversation.ts';

/** The most common questions, about the two accounts with the latest calls. */
function useExamples(): string[] {
  const { data } = useQuery({
    queryKey: ['accounts', 'latest'],
    queryFn: async () => (await read(api.accounts.$get({ query: { limit: '2', state: 'active' } }))).accounts,
  });
  const [first, second] = (data ?? []).map((account) => account.name);
  return [
    ...(first ? [`What did we discuss with @${first} about pricing?`] : []),
    ...(second ? [`What concerns did @${second} raise in recent calls?`] : []),
    'Find discussions about competitor mentions',
    'Summarize pricing conversations from this quarter',
  ];
}

/**
 * The home page. The address holds the question and its conversation: with a conversation, the page opens the answers;
 * a link to a question alone asks the question.
 */
export function AskScreen() {
  const { q, c } = useSearch({ from: '/' });
  const router = useRouter();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { turns, conversation, ask, stop, reset, open } = useConversation();
  const last = turns.at(-1);
  const isBusy = last?.isBusy ?? false;
  const [problem, setProblem] = useState<Error | null>(null);
  const shown = useRef<string | null>(null);
  useTabTitle(turns[0]?.question ?? 'Colloquy');

  useEffect(() => {
    setProblem(null);
    if (c && c === shown.current) return;
    shown.current = c ?? null;
    // Read here: a plan that goes from the address later is no question of its own.
    const { plan } = router.state.location.state;
    if (c)
      open(c).catch((error) => {
        // Somebody else's link: their conversation stays private, but the question can be asked.
        if (q) ask(q, { isNew: true });
        else setProblem(error);
      });
    else if (q) ask(q, { isNew: true, ...(plan && { plan }) });
    else reset();
  }, [q, c, router, ask, open, reset]);

  // Once the server has made the conversation, a reload opens the answers instead of asking again.
  useEffect(() => {
    if (!conversation || conversation === shown.current) return;
    shown.current = conversation;
    navigate({ to: '/', search: { ...(q && { q }), c: conversation }, state: true, replace: true });
    queries.invalidateQueries({ queryKey: ['conversations'] });
  }, [conversation, q, navigate, queries]);
  useEffect(() => reset, [reset]);

  const submit = (question: string) => {
    if (question === q && !c) ask(question, { isNew: true });
    else navigate({ to: '/', search: { q: question } });
  };
  if (problem) return <Problem error={problem} />;
  if (turns.length === 0 && !q && !c) return <Welcome onAsk={submit} onStop={stop} />;
  return (
    <CitationPanelProvider>
      <div className="mx-auto max-w-3xl space-y-8">
        {turns.map((turn, at) => (
          <TurnView
            key={turn.key}
            turn={turn}
            isFirst={at === 0}
            isLast={at === turns.length - 1}
            onSubmit={submit}
            onAgain={() => ask(turn.question)}
            onFollow={(account) => ask(`What did @"${account}" say about it?`)}
            onOffer={(offer) => (offer.plan ? ask(offer.question, { plan: offer.plan }) : submit(offer.question))}
            {...(at === turns.length - 1 && {
              onEdit: (plan: AnswerPlan) => ask(turn.question, { plan, isEdit: true }),
            })}
          />
        ))}
        {last && (
          <div className="sticky bottom-0 bg-stone-50 pb-4 dark:bg-stone-950">
            <QuestionBox
              isBusy={isBusy}
              isBelow={false}
              label="Follow-up"
              placeholder="Ask a follow-up"
              onAsk={(question) => ask(question)}
              onStop={stop}
            />
          </div>
        )}
      </div>
    </CitationPanelProvider>
  );
}

/** The first page of a visit: example questions, and a box to ask. */
function Welcome({ onAsk, onStop }: { onAsk: (question: string) => void; onStop: () => void }) {
  const me = useMe();
  const examples = useExamples();
  return (
    <div className="mx-auto max-w-3xl space-y-6">
      <div className="pt-8 text-center lg:pt-16">
        <h1 className="text-3xl font-semibold tracking-tight">What do you want to know?</h1>
        <p className="quiet mt-2">
          Ask about {me.data?.organization.name}’s calls. Every sentence of an answer links to the moment it was said.
        </p>
      </div>
      <QuestionBox isFirst isBusy={false} onAsk={onAsk} onStop={onStop} />
      <NoCallsYet isAdmin={me.data?.role === 'admin'} />
      <section
        aria-label="Examples"
        className="flex min-h-24 flex-wrap max-sm:min-h-56 content-start justify-center gap-2"
      >
        {examples.map((example) => (
          <button key={example} type="button" className="button-quiet text-left" onClick={() => onAsk(example)}>
            {example}
          </button>
        ))}
      </section>
    </div>
  );
}

/** Before the first sync questions find nothing: says so, and links to the integrations. */
function NoCallsYet({ isAdmin }: { isAdmin: boolean }) {
  const calls = useQuery({
    queryKey: ['calls', 'any'],
    queryFn: async () => (await read(api.calls.$get({ query: { limit: '1' } }))).calls,
  });
  const demo = useLookAround();
  if (calls.data?.length !== 0) return null;
  return (
    <div className="card mx-auto max-w-xl space-y-2 p-4 text-center text-sm">
      <p>
        No calls yet.{' '}
        {isAdmin ? (
          <>
            <Link to="/integrations/gong" className="link">
              Connect Gong or check its sync
            </Link>
            .
          </>
        ) : (
          'Ask an admin to connect Gong.'
        )}
      </p>
      <p className="flex flex-wrap justify-center gap-x-4">
        {isAdmin && (
          <button type="button" className="link" disabled={demo.isBusy} onClick={demo.lookAround}>
            {demo.isBusy ? 'Adding sample calls…' : 'Explore sample calls first'}
          </button>
        )}
        <a className="link" href="/docs/gong#calls-not-appearing">
          Calls not appearing?
        </a>
      </p>
      {demo.error && <p role="alert">{demo.error.message}</p>}
    </div>
  );
}
