import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { MEDIA_KINDS, type MediaName, type MediaStore } from './media-store.ts';

const metaSchema = z.object({ total: z.number(), contentType: z.string() });
type Meta = z.infer<typeof metaSchema>;

/**
 * Recordings on disk: `ORGANIZATION/CALL.audio` is a whole recording, `….part` the bytes fetched so far, `….json`
 * length and type. A rename makes a whole file appear, so a kill at any moment leaves all or none. The file's own
 * modification time tells the last playing.
 */
export function diskMediaStore(root: string): MediaStore {
  const pathOf = ({ organizationId, callId, kind }: MediaName) =>
    join(root, safe(organizationId), `${safe(callId)}.${kind}`);
  const statOf = (path: string) => stat(path).catch(() => null);
  const sizeOf = async (path: string): Promise<number | null> => (await statOf(path))?.size ?? null;
  const metaOf = async (path: string): Promise<Meta | null> => {
    try {
      return metaSchema.parse(JSON.parse(await readFile(`${path}.json`, 'utf8')));
    } catch {
      return null;
    }
  };

  return {
    async find(name) {
      const path = pathOf(name);
      const [file, meta] = [await statOf(path), await metaOf(path)];
      if (!file || !meta) return null;
      return {
        // Its times change whenever it is played.
        version: `${file.ino.toString(36)}-${file.size.toString(36)}`,
        bytes: file.size,
        contentType: meta.contentType,
        open: (range) => createReadStream(path, range ?? {}),
      };
    },

    fetched: async (name) => (await sizeOf(`${pathOf(name)}.part`)) ?? 0,

    async write(name, { offset, total, contentType, body }) {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true });
      const before = await metaOf(path);
      // Another length means another recording: the fetched bytes are no beginning of the new recording.
      const isSame = before?.total === total && offset === ((await sizeOf(`${path}.part`)) ?? 0);
      if (offset > 0 && !isSame) {
        await rm(`${path}.part`, { force: true });
        return false;
      }
      await writeFile(`${path}.json`, JSON.stringify({ total, contentType } satisfies Meta));
      const file = await open(`${path}.part`, offset === 0 ? 'w' : 'a');
      try {
        let written = offset;
        for await (const bytes of body) {
          written += bytes.length;
          await file.write(bytes);
          if (written > total) break;
        }
        await file.sync();
      } finally {
        await file.close();
      }
      const written = (await sizeOf(`${path}.part`)) ?? 0;
      if (written > total) {
        await rm(`${path}.part`, { force: true });
        return false;
      }
      if (written < total) return false;
      await rename(`${path}.part`, path);
      return true;
    },

    async touch(name) {
      const now = new Date();
      await utimes(pathOf(name), now, now).catch(() => {});
    },

    async evict(mostBytes, kept) {
      const files = (await recordingsIn(root)).filter(({ path }) => !kept || path !== pathOf(kept));
      let all = files.reduce((sum, { bytes }) => sum + bytes, 0);
      let removed = 0;
      for (const { path, bytes } of files.toSorted((a, b) => a.playedMs - b.playedMs)) {
        if (all <= mostBytes) break;
        await removeFiles(path);
        all -= bytes;
        removed += 1;
      }
      return removed;
    },

    discard: (name) => removeFiles(pathOf(name)),

    async remove(organizationId, callIds) {
      for (const callId of callIds)
        for (const kind of MEDIA_KINDS) await removeFiles(pathOf({ organizationId, callId, kind }));
    },
  };
}

/** By the path of the whole file. */
async function removeFiles(path: string): Promise<void> {
  for (const suffix of ['', '.part', '.json']) await rm(`${path}${suffix}`, { force: true });
}

/** Ids become file names, so an id with a path inside is refused. */
function safe(id: string): string {
  if (!/^[\w-]+$/.test(id)) throw new Error(`no file name can be made of the id ${JSON.stringify(id)}`);
  return id;
}

/** Whole and unfinished recordings, by the path of the whole file. */
async function recordingsIn(root: string): Promise<{ path: string; bytes: number; playedMs: number }[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(?:audio|video)(?:\.part)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const found = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size, mtimeMs }) => [{ path: path.replace(/\.part$/, ''), bytes: size, playedMs: mtimeMs }],
        () => [],
      ),
    ),
  );
  return found.flat();
}
