import { type AppError, isAppError } from '../errors.ts';
import { toStoreFailure } from '../store-failure.ts';
import type { Viewer } from '../viewer.ts';
import type { WorkKind } from '../work-limits.ts';
import type { McpServices } from './mcp-services.ts';

/** What came of it: the data, or a sentence that says what to do next. */
export type Outcome<Data> = { data: Data } | { failure: string; error: AppError | null };

export type Asked = { what: string; limit: WorkKind; signal: AbortSignal };

/**
 * Reads for an agent, whatever it asked for: in its member's place in line, and with no failure told but in a sentence.
 * The viewer is asked for each time, as a connection may outlast what a member may read. The protocol's own code would
 * send any error's words, so nothing of the store may be read past this.
 */
export async function answerAgent<Data>(
  services: McpServices,
  viewerOf: () => Promise<Viewer>,
  { what, limit, signal }: Asked,
  read: (viewer: Viewer) => Promise<Data>,
): Promise<Outcome<Data>> {
  try {
    const waiting = await viewerOf();
    const data = await services.limits.run(limit, waiting, async () => {
      signal.throwIfAborted();
      // What may be read is asked once it is read: the line may have been long.
      return read(await viewerOf());
    });
    return { data };
  } catch (thrown) {
    const error = toStoreFailure(thrown) ?? thrown;
    if (isAppError(error)) return { failure: error.message, error };
    if (signal.aborted) return { failure: 'The call was cancelled.', error: null };
    services.log.error({ err: error, what }, 'mcp: unexpected failure');
    return { failure: 'Something went wrong here. Try again; if it fails again, tell an admin.', error: null };
  }
}
