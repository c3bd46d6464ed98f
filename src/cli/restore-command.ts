import { resolve } from 'node:path';
import { makeLog } from '../log.ts';
import { reindex } from '../upkeep/reindex.ts';
import { restoreBackup } from '../upkeep/restore-backup.ts';
import { openServices } from '../wire.ts';
import { EXIT, type RunAlone, UsageError } from './io.ts';
import { parseOptions } from './options.ts';

export const restore: RunAlone = async (config, args, io, cwd) => {
  const { values, positionals } = parseOptions(args, { passphrase: 'string' }, { min: 1, max: 1, what: 'FILE' });
  if (config.databaseUrl)
    throw new UsageError(
      '`restore` is for the embedded store. With DATABASE_URL restore by pg_restore (docs/operations.md), then `colloquy reindex`.',
    );
  const file = resolve(cwd, positionals[0] ?? '');
  const wish = { dataDir: config.dataDir, file, passphrase: values.passphrase ?? null };
  const { createdAt, hasMedia, hasKey } = await restoreBackup(wish, io.signal);
  io.err('The backup is unpacked. Search is made anew from it…');
  // Until search is made anew, each opening would say that it is missing.
  const services = await openServices(config, makeLog(config.logLevel ?? 'error'));
  try {
    const { calls } = await reindex(services, io.signal);
    io.err(
      `${calls} calls are back as of ${createdAt.toISOString()}, ${hasMedia ? 'with recordings' : 'without recordings, which come from Gong again'}. ` +
        'What was erased since then is back too: erase it again before anyone reads (docs/operations.md). Then `colloquy serve`.',
    );
    if (!hasKey && !config.secretKey)
      io.err('The backup has no key: set SECRET_KEY to the one of then, or connect Gong again.');
    return EXIT.done;
  } finally {
    await services.close();
  }
};
