import { parseArgs } from 'node:util';
import { KILL_KINDS, type KillKind, prepareKills } from './kills.ts';
import { prepareSyncKills } from './sync-kills.ts';

/**
 * Kills processes at random moments of their work and looks at what is left: `npm run kills`, `-- --seeds 20`,
 * `--first 1`, `--only erase,import`.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    first: { type: 'string', default: '1' },
    only: { type: 'string', default: ['sync', ...KILL_KINDS].join() },
  },
});
const kinds = values.only.split(',');
const isKind = (name: string): name is KillKind | 'sync' => name === 'sync' || KILL_KINDS.some((kind) => kind === name);
if (!kinds.every(isKind)) {
  console.error(`--only takes sync, ${KILL_KINDS.join(', ')}.`);
  process.exit(2);
}
const syncs = kinds.includes('sync') ? await prepareSyncKills() : null;
const kills = kinds.some((kind) => kind !== 'sync') ? await prepareKills() : null;
const kill = async (kind: KillKind | 'sync', seed: number): Promise<string | undefined> =>
  kind === 'sync' ? `killed with ${(await syncs?.kill(seed))?.calls}` : kills?.kill(kind, seed);
let failures = 0;
for (const kind of kinds)
  for (let at = 0; at < Number(values.seeds); at += 1) {
    const seed = Number(values.first) + at;
    const told = await kill(kind, seed).catch((error) => {
      failures += 1;
      return `FAILED: ${error instanceof Error ? error.message : error}`;
    });
    console.log(`${kind}, seed ${seed}: ${told}`);
  }
await syncs?.close();
await kills?.close();
console.log(failures === 0 ? 'Nothing was lost, doubled or kept that was to go.' : `${failures} failed.`);
process.exit(failures === 0 ? 0 : 1);
