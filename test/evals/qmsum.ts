import { showAccounts } from '../../src/directory/show-accounts.ts';
import { searchSegments } from '../../src/search/search-segments.ts';
import { openEvaluatedApp, readQuestions } from './evaluated-app.ts';
import { plainBm25, type Stretch } from './plain-bm25.ts';
import { mean, type Row, share } from './report.ts';
import { PARTS, type Part, partOf, SEED } from './split.ts';

type Question = { id: string; question: string; account: string; callId: string; spansMs: [number, number][] };

/**
 * Ranking on the meetings of QMSum: does search return segments of the stretch with the answer? A hit is a returned
 * segment at least half inside an answering stretch; nDCG's ideal has as many hits as fit into the stretches, at most
 * 10.
 */
export async function evaluateQmsum(folder: string): Promise<Row[]> {
  const evaluated = await openEvaluatedApp(folder);
  try {
    const { services, viewer, data } = evaluated;
    const questions = await readQuestions<Question>(folder);
    const baseline = plainBm25(data);
    const accounts = await accountIds(evaluated);
    const measured: { part: Part; account: Pair; all: Pair }[] = [];
    for (const question of questions) {
      const accountId = accounts.get(question.account) ?? 'missing';
      const ideal = baseline.all.filter((stretch) => isHit(question, stretch)).length;
      const score = (stretches: Stretch[]) => scoreOf(question, stretches, ideal);
      const ours = async (accountIds: string[]) => {
        const { hits } = await searchSegments(services, viewer, { query: question.question, accountIds, limit: 10 });
        return score(hits.map(({ segment }) => segment));
      };
      const plain = (callIds: string[] | null) => score(baseline.search(question.question, callIds, 10));
      measured.push({
        part: partOf(question.callId),
        account: { base: plain([question.callId]), ours: await ours([accountId]) },
        all: { base: plain(null), ours: await ours([]) },
      });
    }
    const rows: Row[] = [
      { what: `${data.calls.length} calls, engine: ${evaluated.engine}, split by call, seed "${SEED}"` },
    ];
    for (const part of PARTS) {
      const ofPart = measured.filter((one) => one.part === part);
      rows.push({ what: `${part === 'report' ? 'REPORTED' : 'for tuning'}: ${ofPart.length} questions` });
      const row = (what: string, scope: 'account' | 'all', measure: keyof Score, target: number): Row => ({
        what: `  ${what}`,
        baseline: mean(ofPart.map((one) => one[scope].base[measure])),
        ours: mean(ofPart.map((one) => one[scope].ours[measure])),
        target: `≥ ${target}`,
      });
      rows.push(row('of the account: nDCG@10', 'account', 'ndcg', 0.42));
      rows.push(row('of the account: hit@5', 'account', 'hit', 0.8));
      rows.push(row('of all accounts: nDCG@10', 'all', 'ndcg', 0.26));
      rows.push(row('of all accounts: hit@5', 'all', 'hit', 0.5));
    }
    return rows;
  } finally {
    await evaluated.close();
  }
}

async function accountIds({
  services,
  viewer,
}: Awaited<ReturnType<typeof openEvaluatedApp>>): Promise<Map<string, string>> {
  return new Map((await showAccounts(services, viewer, { limit: 1000 })).map((account) => [account.name, account.id]));
}

type Score = { ndcg: number; hit: number };
type Pair = { base: Score; ours: Score };

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
