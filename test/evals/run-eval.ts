import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findElasticsearch } from '../support/servers.ts';
import { evaluateWholeAnswers } from './answers.ts';
import { evaluateClaims } from './claims.ts';
import { evaluateDemo } from './demo.ts';
import { evaluateEarnings } from './earnings.ts';
import { evaluateQmsum } from './qmsum.ts';
import { printReport } from './report.ts';
import { PARTS, type Part } from './split.ts';

/** earnings22's questions were written without knowledge of our rules. */
const EVALUATIONS = {
  qmsum: evaluateQmsum,
  earnings21: (folder: string, parts: readonly Part[], replies: string | null) =>
    evaluateEarnings(folder, { named: '≥ 0.75', others: '≥ 0.5', refused: '≥ 0.6' }, parts, replies),
  earnings22: (folder: string, parts: readonly Part[], replies: string | null) =>
    evaluateEarnings(folder, { named: '≥ 0.7', others: '≥ 0.5', refused: '≥ 0.6' }, parts, replies),
  claims: evaluateClaims,
  answers: evaluateWholeAnswers,
  demo: evaluateDemo,
};
/** Where an evaluation's data is, when not in a folder of its name. */
const DATA = '../../../shared/data';
const FOLDERS: Partial<Record<keyof typeof EVALUATIONS, string>> = {
  claims: `${DATA}/earnings22`,
  answers: `${DATA}/earnings22`,
  demo: '../../src/demo/world',
};
const isEvaluation = (name: string | undefined): name is keyof typeof EVALUATIONS =>
  name !== undefined && name in EVALUATIONS;

const { values, positionals } = parseArgs({
  options: {
    data: { type: 'string' },
    replies: { type: 'string' },
    part: { type: 'string' },
    engine: { type: 'string' },
  },
  allowPositionals: true,
});
const [name] = positionals;
if (!isEvaluation(name)) {
  console.error(
    `Usage: npm run eval -- ${Object.keys(EVALUATIONS).join('|')} [--data DIR] [--part tune|report] [--replies DIR] [--engine embedded|elasticsearch]      (ELASTICSEARCH_URL names a server, without it one is started; OPENAI_MODEL a model, OPENAI_EMBEDDING_MODEL vectors; --replies a model's recorded replies, for earnings21, earnings22, claims and answers)`,
  );
  process.exit(2);
}
const folder = values.data ?? fileURLToPath(new URL(FOLDERS[name] ?? `${DATA}/${name}`, import.meta.url));
if (!existsSync(folder)) {
  console.error(
    `The evaluation's calls are not at ${folder}. They are not part of this project: give their folder with --data DIR (its shape: docs/evaluations.md).`,
  );
  process.exit(2);
}
const parts = PARTS.filter((part) => values.part === undefined || values.part === part);
if (parts.length === 0) {
  console.error(`There is no part "${values.part}": choose on "tune", report on "report".`);
  process.exit(2);
}
const isElastic = values.engine === 'elasticsearch' || (values.engine === undefined && process.env.ELASTICSEARCH_URL);
const server = isElastic ? await startElasticsearch() : null;
// Settings name the engine, for the services as for whoever runs them.
if (server) process.env.ELASTICSEARCH_URL = server.url;
else delete process.env.ELASTICSEARCH_URL;
try {
  printReport(name, await EVALUATIONS[name](folder, parts, values.replies ?? null));
} finally {
  await server?.stop();
}

async function startElasticsearch() {
  const way = await findElasticsearch();
  if (!way) process.exit(2);
  return way.start();
}
