import { openEvaluatedApp, readQuestions } from './evaluated-app.ts';
import { plainBm25, type Stretch } from './plain-bm25.ts';
import { mean, type Row, share } from './report.ts';

type Question = { id: string; question: string; account: string; callId: string; spansMs: [number, number][] };

/**
 * Ranking on the meetings of QMSum: does search return segments of the stretch that answers the question? A hit is a returned segment of
 * which at least half lies in an answering stretch; nDCG's ideal counts as many hits as fit into the stretches, at most 10.
 */
export async function evaluateQmsum(folder: string): Promise<Row[]> {
  const evaluated = await openEvaluatedApp(folder);
  try {
    const { app, viewer, data } = evaluated;
    const questions = await readQuestions<Question>(folder);
    const baseline = plainBm25(data);
    const accounts = await accountIds(evaluated);
    const scores = {
      accountBase: [] as Score[],
      accountOurs: [] as Score[],
      allBase: [] as Score[],
      allOurs: [] as Score[],
    };
    for (const question of questions) {
      const accountId = accounts.get(question.account) ?? 'missing';
      const callsOfAccount = data.calls
        .filter((call) => call.metaData.title === undefined || call.metaData.id === question.callId)
        .map((call) => call.metaData.id);
      const ideal = baseline.all.filter((stretch) => isHit(question, stretch)).length;
      const score = (stretches: Stretch[]) => scoreOf(question, stretches, ideal);
      scores.accountBase.push(score(baseline.search(question.question, callsOfAccount, 10)));
      scores.allBase.push(score(baseline.search(question.question, null, 10)));
      const scoped = await app.search(viewer, { query: question.question, accountIds: [accountId], limit: 10 });
      scores.accountOurs.push(score(scoped.hits.map(({ segment }) => segment)));
      const unscoped = await app.search(viewer, { query: question.question, limit: 10 });
      scores.allOurs.push(score(unscoped.hits.map(({ segment }) => segment)));
    }
    const row = (what: string, base: Score[], ours: Score[], measure: keyof Score, target: number): Row => ({
      what,
      baseline: mean(base.map((score) => score[measure])),
      ours: mean(ours.map((score) => score[measure])),
      target: `≥ ${target}`,
    });
    return [
      { what: `${questions.length} questions, ${data.calls.length} calls, engine: ${evaluated.engine}` },
      row('of the account: nDCG@10', scores.accountBase, scores.accountOurs, 'ndcg', 0.42),
      row('of the account: hit@5', scores.accountBase, scores.accountOurs, 'hit', 0.8),
      row('of all accounts: nDCG@10', scores.allBase, scores.allOurs, 'ndcg', 0.26),
      row('of all accounts: hit@5', scores.allBase, scores.allOurs, 'hit', 0.5),
    ];
  } finally {
    await evaluated.close();
  }
}

async function accountIds({ app, viewer }: Awaited<ReturnType<typeof openEvaluatedApp>>): Promise<Map<string, string>> {
  return new Map((await app.accounts(viewer)).map((account) => [account.name, account.id]));
}

type Score = { ndcg: number; hit: number };

function isHit(question: Question, stretch: Stretch): boolean {
  if (stretch.callId !== question.callId) return false;
  const inside = question.spansMs.map(([from, to]) =>
    Math.max(0, Math.min(to, stretch.endMs) - Math.max(from, stretch.startMs)),
  );
  return Math.max(...inside) >= (stretch.endMs - stretch.startMs) / 2;
}

function scoreOf(question: Question, stretches: Stretch[], ideal: number): Score {
  const hits = stretches.map((stretch) => isHit(question, stretch));
  const gain = (rank: number) => 1 / Math.log2(rank + 2);
  const dcg = hits.slice(0, 10).reduce((sum, hit, rank) => sum + (hit ? gain(rank) : 0), 0);
  const best = Array.from({ length: Math.min(10, ideal) }, (_, rank) => gain(rank)).reduce((a, b) => a + b, 0);
  return { ndcg: best > 0 ? dcg / best : 0, hit: share([hits.slice(0, 5).includes(true)]) };
}
