import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { evaluateEarnings21 } from './earnings21.ts';
import { evaluateQmsum } from './qmsum.ts';
import { printReport } from './report.ts';

const EVALUATIONS = { qmsum: evaluateQmsum, earnings21: evaluateEarnings21 };

const { values, positionals } = parseArgs({ options: { data: { type: 'string' } }, allowPositionals: true });
const [name] = positionals;
if (name !== 'qmsum' && name !== 'earnings21') {
  console.error(
    `Usage: npm run eval -- ${Object.keys(EVALUATIONS).join('|')} [--data DIR]      (ELASTICSEARCH_URL chooses that engine, OPENAI_MODEL a model, OPENAI_EMBEDDING_MODEL vectors)`,
  );
  process.exit(2);
}
const folder = values.data ?? fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
if (!existsSync(folder)) {
  console.error(
    `The evaluation's calls are not at ${folder}. They are not part of this project: give their folder with --data DIR (its shape: docs/evaluations.md).`,
  );
  process.exit(2);
}
printReport(name, await EVALUATIONS[name](folder));
