import { resolve } from 'node:path';
import { makeLog } from '../log.ts';
import { moveToPostgres } from '../upkeep/move-to-postgres.ts';
import { EXIT, type RunAlone, UsageError } from './io.ts';
import { NONE, parseOptions, required } from './options.ts';

export const move: RunAlone = async (config, args, io) => {
  const { values } = parseOptions(args, { to: 'string' }, NONE);
  const databaseUrl = required(values.to, '--to DATABASE_URL');
  if (!/^postgres(?:ql)?:\/\//.test(databaseUrl) || !URL.canParse(databaseUrl))
    throw new UsageError('--to takes the address of a Postgres, as postgres://user:password@host:5432/database.');
  if (config.databaseUrl)
    throw new UsageError('DATABASE_URL is set already: `move` takes what is in DATA_DIR. Unset it for this command.');
  const log = makeLog(config.logLevel ?? 'warn');
  const { tables, setAside } = await moveToPostgres({ config, log }, databaseUrl, ({ name, rows }) => {
    if (rows > 0) io.err(`move: ${name}, ${rows} rows`);
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const key = config.secretKey
    ? 'keep SECRET_KEY as it is'
    : `SECRET_KEY_FILE=${resolve(config.dataDir, 'secret.key')}, the key that Gong's credentials are sealed with`;
  io.err(
    `All ${rows} rows of ${tables.length} tables are in Postgres. Start with DATABASE_URL set to it and ${key}. ` +
      `Search goes on with the same DATA_DIR; with another, or with Elasticsearch, run \`colloquy reindex\`. ` +
      `The store before is set aside in ${setAside}: delete it when all is well.`,
  );
  return EXIT.done;
};
