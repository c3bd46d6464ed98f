import { createReadStream, createWriteStream, readdirSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type ExtractEvents, extract } from 'tar-stream';
import { AppError, nameFailure } from '../errors.ts';
import { lockDataFolder } from '../store/data-folder.ts';
import { newestMigrationMs } from '../store/db.ts';
import {
  BACKUP_FORMAT,
  type BackupManifest,
  backupManifestSchema,
  isOfBackup,
  RESTORE_COPY,
} from './backup-manifest.ts';
import { isSealed, SEALED_HEAD_BYTES, unseal } from './sealed-file.ts';

export type Restored = { createdAt: Date; hasMedia: boolean; hasKey: boolean };

type Entry = ExtractEvents['entry'][1];

/** In this order, the store last: a start after a crash in between finds no store, and says so. */
const PARTS = ['media', 'secret.key.previous', 'secret.key', 'store'];
/** What a lock, a server and a disk of its own leave in a folder that holds nothing else. */
const OF_NO_WEIGHT = /^(?:lost\+found|lock\.sqlite(?:-\w+)?|server\.json|control\.sock|restore-in-the-making)$/;

/**
 * Brings a backup into a data folder that holds nothing yet. Everything is unpacked and checked before any of it takes
 * its place. Search is not in it: to be made anew from the store. For operators.
 * @throws AppError `conflict` where the folder holds data, `data_folder_in_use`, `store_unavailable` where the folder
 * cannot take it, `invalid_input` for a file that is no backup, is damaged, of a newer version, sealed under another
 * passphrase, or not sealed though one is given.
 */
export async function restoreBackup(
  { dataDir, file, passphrase }: { dataDir: string; file: string; passphrase: string | null },
  signal: AbortSignal,
): Promise<Restored> {
  const folder = lockDataFolder(dataDir);
  const into = join(folder.path, RESTORE_COPY);
  try {
    const there = readdirSync(folder.path).filter((name) => !OF_NO_WEIGHT.test(name));
    if (there.length > 0)
      throw new AppError(
        'conflict',
        `${folder.path} holds data already (${there.slice(0, 3).join(', ')}). Restore into an empty folder: set DATA_DIR to another, or move these away.`,
      );
    await rm(into, { recursive: true, force: true });
    const { manifest, names } = await unpack(await openBackup(file, passphrase), into, signal).catch((cause) => {
      throw cause instanceof AppError || signal.aborted ? cause : unreadable(file, cause);
    });
    if (!names.has('store/PG_VERSION')) throw new AppError('invalid_input', `There is no store in ${file}.`);
    for (const part of PARTS)
      await rename(join(into, part), join(folder.path, part)).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
      });
    const { createdAt, hasMedia } = manifest;
    return { createdAt, hasMedia, hasKey: names.has('secret.key') };
  } finally {
    await rm(into, { recursive: true, force: true });
    folder.release();
  }
}

const unreadable = (file: string, cause: unknown): AppError =>
  new AppError('invalid_input', `${file} cannot be read as a backup (${nameFailure(cause)}). Take another one.`, {
    cause,
  });

/** The bytes of the tar. */
async function openBackup(file: string, passphrase: string | null): Promise<Readable> {
  const head = Buffer.alloc(SEALED_HEAD_BYTES);
  const handle = await open(file).catch((cause) => {
    throw unreadable(file, cause);
  });
  await handle.read(head, 0, head.length, 0).finally(() => handle.close());
  const bytes = createReadStream(file);
  if (!isSealed(head)) {
    // Whoever gives one trusts that nobody else made the file.
    if (passphrase !== null)
      throw new AppError('invalid_input', `${file} is not sealed. Leave the passphrase out if that is right.`);
    return bytes;
  }
  if (passphrase === null)
    throw new AppError('invalid_input', `${file} is sealed: give its passphrase by --passphrase-file FILE, or -.`);
  return Readable.from(unseal(bytes, passphrase), { objectMode: false });
}

async function unpack(
  bytes: Readable,
  into: string,
  signal: AbortSignal,
): Promise<{ manifest: BackupManifest; names: ReadonlySet<string> }> {
  const tar = extract();
  const names = new Set<string>();
  let manifest: BackupManifest | null = null;
  const arriving = pipeline(bytes, createGunzip(), tar, { signal });
  // The loop below meets the same failure; nobody else waits for this one meanwhile.
  arriving.catch(() => {});
  for await (const entry of tar) {
    manifest ??= await readManifest(entry);
    if (entry.header.name !== 'manifest.json') await place(entry, into);
    names.add(entry.header.name);
    entry.resume();
  }
  await arriving;
  if (manifest === null) throw new AppError('invalid_input', 'The file holds nothing.');
  return { manifest, names };
}

async function readManifest(entry: Entry): Promise<BackupManifest> {
  const isFirst = entry.header.name === 'manifest.json' && (entry.header.size ?? 0) < 10_000;
  const read = isFirst ? backupManifestSchema.safeParse(JSON.parse((await buffer(entry)).toString())) : null;
  if (!read?.success) throw new AppError('invalid_input', 'The file is no backup of Colloquy.');
  if (read.data.format > BACKUP_FORMAT || read.data.newestMigrationMs > newestMigrationMs())
    throw new AppError(
      'invalid_input',
      'The backup is of a newer version of Colloquy than this one. Install that one.',
    );
  return read.data;
}

/** Only what a backup has gets a place: no name leads out of the folder, and nothing is a link. */
async function place(entry: Entry, into: string): Promise<void> {
  const { name, type } = entry.header;
  const path = join(into, name);
  if (!isOfBackup(name) || (type !== 'file' && type !== 'directory'))
    throw new AppError('invalid_input', 'The file is no backup of Colloquy: it holds other files.');
  const made = mkdir(type === 'directory' ? path : into, { recursive: true, mode: 0o700 });
  await made.catch((cause) => {
    throw noPlace(into, cause);
  });
  if (type === 'directory') return;
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(entry, out).catch((cause: NodeJS.ErrnoException) => {
    // What is cut or damaged fails too, in no call to the system, and the file itself fails to be read.
    throw cause.syscall && cause.syscall !== 'read' ? noPlace(into, cause) : cause;
  });
}

/** The folder's fault, such as a full disk: the backup is as good as it was. */
const noPlace = (into: string, cause: unknown): AppError =>
  new AppError(
    'store_unavailable',
    `The backup has no place in ${dirname(into)} (${nameFailure(cause)}). The backup itself is well: make room there, or set DATA_DIR to another folder, and restore it again.`,
    { cause },
  );
