import { checkIndexByCases } from '../ask/compare-cases.ts';
import { dropOldIndexes } from '../upkeep/drop-old-indexes.ts';
import { reindex } from '../upkeep/reindex.ts';
import { EXIT, type RunCommand } from './io.ts';
import { NONE, parseOptions } from './options.ts';

export const reindexCommand: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, { 'drop-old': 'boolean', anyway: 'boolean' }, NONE);
  if (values['drop-old']) {
    io.err(`Old search indexes dropped: ${await dropOldIndexes(services)}.`);
    return EXIT.done;
  }
  let last = 0;
  const { calls } = await reindex(
    services,
    io.signal,
    ({ calls, rebuilt }) => {
      if (rebuilt > last) io.err(`reindex: ${rebuilt} of ${calls} calls`);
      last = rebuilt;
    },
    (index) => checkIndexByCases(services, { index, anyway: values.anyway === true }, io.signal),
  );
  io.err(
    `The search index was made anew from the store and is in use: ${calls} calls. The one before is kept; \`colloquy reindex --drop-old\` drops it.`,
  );
  return EXIT.done;
};
