import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isoDate } from '../iso-date.ts';

/** Raised when an older version could not read a backup any more. */
export const BACKUP_FORMAT = 1;

/** The first entry of a backup: what it is, before anything of it is taken. */
export const backupManifestSchema = z.object({
  format: z.number(),
  createdAt: isoDate,
  /** The shape of the store in it. */
  newestMigrationMs: z.number(),
  hasMedia: z.boolean(),
});

/** The copy of the store that a backup is made from, and where one is unpacked. Both go at the next start. */
export const BACKUP_COPY = 'backup-in-the-making';
export const RESTORE_COPY = 'restore-in-the-making';

export type BackupManifest = z.infer<typeof backupManifestSchema>;

/** Names that a backup has, and nothing that leads out of its folder. What is called otherwise is not Colloquy's. */
export const isOfBackup = (name: string): boolean =>
  /^(?:secret\.key(?:\.previous)?|(?:store|media)(?:\/[\w.-]+)*\/?)$/.test(name) && !name.split('/').includes('..');

/** Words that were erased since may stand in a copy that a crash left. */
export function dropCopies(dataDir: string): void {
  for (const name of [BACKUP_COPY, RESTORE_COPY]) rmSync(join(dataDir, name), { recursive: true, force: true });
}
