import { benchSync } from './sync.ts';

const BENCHES = { sync: benchSync };

const [name] = process.argv.slice(2);
if (name === undefined || !(name in BENCHES)) {
  console.error(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')}`);
  process.exit(2);
}
for (const line of await BENCHES[name as keyof typeof BENCHES]()) console.log(line);
