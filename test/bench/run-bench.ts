import { benchAccess } from './access.ts';
import { benchAccount } from './account.ts';
import { benchAsk } from './ask.ts';
import { benchEmbedding } from './embedding.ts';
import { benchFairness } from './fairness.ts';
import { benchImports } from './imports.ts';
import { benchNames } from './names.ts';
import { benchReaders } from './readers.ts';
import { benchSearch } from './search.ts';
import { benchSync } from './sync.ts';
import { benchWeb } from './web.ts';

const BENCHES: Record<string, (args: string[]) => Promise<string[]>> = {
  sync: benchSync,
  search: benchSearch,
  embedding: benchEmbedding,
  ask: benchAsk,
  access: benchAccess,
  account: benchAccount,
  imports: benchImports,
  names: benchNames,
  web: benchWeb,
  fairness: benchFairness,
  readers: benchReaders,
};

const [name, ...args] = process.argv.slice(2);
const bench = name === undefined ? undefined : BENCHES[name];
if (!bench) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')}`);
  process.exit(2);
}
for (const line of await bench(args)) console.log(line);
