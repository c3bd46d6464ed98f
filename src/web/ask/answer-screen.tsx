import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { Answer } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';
import { PageHead, Problem, Skeleton } from '../ui/page.tsx';
import { AnswerView } from './answer-view.tsx';
import { CitationPanelProvider } from './citation-panel.tsx';

/** A colleague's shared answer, as first given; each citation says whether its words have changed since. */
export function AnswerScreen() {
  const { answerId } = useParams({ from: '/answers/$answerId' });
  const navigate = useNavigate();
  const answer = useQuery({
    queryKey: ['answer', answerId],
    queryFn: async () => (await read(api.answers[':answerId'].$get({ param: { answerId } }))) as Answer,
  });
  const ask = (q: string) => navigate({ to: '/', search: { q } });
  if (answer.error) return <Problem error={answer.error} />;
  if (!answer.data) return <Skeleton rows={3} height="h-24" />;
  const { question } = answer.data;
  return (
    <CitationPanelProvider>
      <div className="mx-auto max-w-3xl">
        <PageHead title={question} lead="A shared answer.">
          <button type="button" className="button-quiet" onClick={() => ask(question)}>
            Ask this yourself
          </button>
        </PageHead>
        <AnswerView
          answer={answer.data}
          onAsk={ask}
          onFollow={(account) => ask(`${question} @"${account}"`)}
          onOffer={({ question: q, plan }) => navigate({ to: '/', search: { q }, state: { ...(plan && { plan }) } })}
        />
      </div>
    </CitationPanelProvider>
  );
}
