import { recordToolCall } from '../access/record-tool-call.ts';
import { type AppError, isAppError } from '../errors.ts';
import { toStoreFailure } from '../store-failure.ts';
import type { Viewer } from '../viewer.ts';
import type { McpServices } from './mcp-services.ts';
import type { McpTool, ToolContext } from './mcp-tool.ts';

/** What came of a call: the data, or a sentence that says what to do next. */
export type Outcome = { data: Record<string, unknown> } | { failure: string; error: AppError | null };

/**
 * Calls a tool for a member: within the limits that routes have, recorded, and with no failure told but in a sentence.
 * The viewer is asked for with each call, as a connection may outlast what a member may read.
 */
export async function runTool(
  services: McpServices,
  viewerOf: () => Promise<Viewer>,
  tool: McpTool,
  input: unknown,
  context: ToolContext,
): Promise<Outcome> {
  try {
    const viewer = await viewerOf();
    const work = () => tool.run(services, viewer, input, context);
    const { result, shown } = await (tool.limit ? services.limits.run(tool.limit, viewer, work) : work());
    await recordToolCall(services, viewer, { tool: tool.name, shown });
    return { data: result };
  } catch (thrown) {
    const error = toStoreFailure(thrown) ?? thrown;
    if (isAppError(error)) return { failure: error.message, error };
    if (context.signal.aborted) return { failure: 'The call was cancelled.', error: null };
    services.log.error({ err: error, tool: tool.name }, 'mcp: unexpected failure');
    return { failure: 'Something went wrong here. Try again; if it fails again, tell an admin.', error: null };
  }
}
