import { checkAdmin } from '../access/check-admin.ts';
import { listRecentCalls } from '../store/calls-walker.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import type { MediaFetcher } from './fetch-media.ts';

const MOST_CALLS = 200;

/** Fetches the audio of the newest calls now, for times when Gong is away. @throws AppError `forbidden`. */
export async function keepRecordings(
  { db, mediaFetcher }: { db: Db; mediaFetcher: Pick<MediaFetcher, 'prefetch'> },
  viewer: Viewer,
  signal: AbortSignal,
): Promise<void> {
  checkAdmin(viewer);
  const { organizationId } = viewer;
  await mediaFetcher.prefetch(
    organizationId,
    await listRecentCalls(db, organizationId, new Date(0), MOST_CALLS),
    signal,
  );
}
