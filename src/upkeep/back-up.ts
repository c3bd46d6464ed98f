import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack as startTar } from 'tar-stream';
import { z } from 'zod';
import { AppError, nameFailure } from '../errors.ts';
import { recordAuditOfAll } from '../store/audit-store.ts';
import { type Db, newestMigrationMs, type Store } from '../store/db.ts';
import {
  BACKUP_COPY,
  BACKUP_FORMAT,
  type BackupManifest,
  backupManifestSchema,
  isOfBackup,
} from './backup-manifest.ts';
import { SHORTEST_PASSPHRASE, seal } from './sealed-file.ts';

type Deps = {
  db: Db;
  store: Pick<Store, 'copyFiles'>;
  config: { dataDir: string };
  now: () => Date;
};

export type BackupWish = { file: string; hasMedia: boolean; passphrase: string | null };

/**
 * Keeps an embedded installation in one file, while it runs: the store as of one moment, the key, and recordings. A
 * gzipped tar, sealed where there is a passphrase. Search is left out: the store is all that it is made of. The file
 * appears whole or not at all, and none is overwritten. Answers its size in bytes, and how many files
 * were left out of the recordings since they are none of ours: a restore would refuse them. For operators.
 * @throws AppError `not_configured` with Postgres, `conflict` where the file is there, `invalid_input` where it cannot
 * be written or the passphrase is short, `store_unavailable` without room.
 */
export async function backUp(
  deps: Deps,
  wish: BackupWish,
  signal: AbortSignal,
): Promise<{ bytes: number; strangers: number }> {
  const { dataDir } = deps.config;
  const { file, passphrase } = wish;
  if (passphrase !== null && passphrase.length < SHORTEST_PASSPHRASE)
    throw new AppError('invalid_input', `A passphrase has ${SHORTEST_PASSPHRASE} characters or more.`);
  if (existsSync(file)) throw new AppError('conflict', `${file} is there already. Name another file.`);
  const [copy, draft] = [join(dataDir, BACKUP_COPY), `${file}.part`];
  // The folder is the lock as well: two backups at once would take each other's copy away.
  await mkdir(copy).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cannotBeWritten(copy, cause);
    throw new AppError('conflict', 'Another backup is being made. Try again when it is done.', { cause });
  });
  let hasDraft = false;
  try {
    const createdAt = deps.now();
    await deps.store.copyFiles(join(copy, 'store'));
    const strangers: string[] = [];
    const tar = tarOf({ dataDir, copy, hasMedia: wish.hasMedia, strangers }, createdAt, signal);
    const sealing = (bytes: AsyncIterable<Uint8Array>) => (passphrase === null ? bytes : seal(bytes, passphrase));
    const out = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
    out.once('open', () => {
      hasDraft = true;
    });
    await pipeline(Readable.from(tar), createGzip({ level: 1 }), sealing, out, { signal })
      .catch((cause) => {
        throw signal.aborted ? cause : cannotBeWritten(file, cause);
      })
      .finally(() => tar.destroy());
    // First, as on a small disk the copy leaves no room for the record.
    await rm(copy, { recursive: true, force: true });
    await recordAuditOfAll(deps.db, { action: 'backup.made' }, createdAt);
    await rename(draft, file);
    return { bytes: (await stat(file)).size, strangers: strangers.length };
  } finally {
    await rm(copy, { recursive: true, force: true });
    // Another's is left alone.
    if (hasDraft) await rm(draft, { force: true });
  }
}

const cannotBeWritten = (file: string, cause: unknown): AppError =>
  cause instanceof AppError
    ? cause
    : new AppError('invalid_input', `${file} cannot be written (${nameFailure(cause)}).`, { cause });

type Source = { dataDir: string; copy: string; hasMedia: boolean; strangers: string[] };

/** A tar as a stream; a failure while reading is the stream's. */
function tarOf({ dataDir, copy, hasMedia, strangers }: Source, createdAt: Date, signal: AbortSignal): Pack {
  const pack = startTar();
  const closed = once(pack, 'close').then(() => Promise.reject(new Error('the reader left')));
  closed.catch(() => {});
  const tar = { pack, closed, strangers };
  const write = async () => {
    const manifest: BackupManifest = {
      format: BACKUP_FORMAT,
      createdAt,
      newestMigrationMs: newestMigrationMs(),
      hasMedia,
    };
    pack.entry({ name: 'manifest.json', mode: 0o600 }, JSON.stringify(z.encode(backupManifestSchema, manifest)));
    for (const name of ['secret.key', 'secret.key.previous']) await addFile(tar, join(dataDir, name), name);
    await addFolder(tar, join(copy, 'store'), 'store', signal);
    // A recording that is still fetched goes on after a restore; one that leaves meanwhile is left out.
    if (hasMedia) await addFolder(tar, join(dataDir, 'media'), 'media', signal, (name) => !name.endsWith('.part'));
    pack.finalize();
  };
  write().catch((error) => pack.destroy(error));
  return pack;
}

/** `closed` rejects when its reader left, who would take nothing more. */
type Tar = { pack: Pack; closed: Promise<never>; strangers: string[] };

/** A store does not open without its empty folders, so these are kept too. */
async function addFolder(
  tar: Tar,
  folder: string,
  name: string,
  signal: AbortSignal,
  isKept: (name: string) => boolean = () => true,
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return;
  tar.pack.entry({ name: `${name}/`, type: 'directory', mode: 0o700 });
  for (const entry of entries) {
    signal.throwIfAborted();
    const [path, inside] = [join(folder, entry.name), `${name}/${entry.name}`];
    if (!isOfBackup(inside)) tar.strangers.push(inside);
    else if (entry.isDirectory()) await addFolder(tar, path, inside, signal, isKept);
    else if (isKept(entry.name)) await addFile(tar, path, inside);
  }
}

async function addFile({ pack, closed }: Tar, path: string, name: string): Promise<void> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return;
  try {
    const { size } = await handle.stat();
    const taken = Promise.withResolvers<void>();
    const entry = pack.entry({ name, size, mode: 0o600 }, (error) => (error ? taken.reject(error) : taken.resolve()));
    if (size > 0)
      for await (const bytes of handle.createReadStream({ autoClose: false, end: size - 1 }))
        if (!entry.write(bytes)) await Promise.race([once(entry, 'drain'), closed]);
    entry.end(null);
    await Promise.race([taken.promise, closed]);
  } finally {
    await handle.close();
  }
}
