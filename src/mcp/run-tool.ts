import { recordToolCall } from '../access/record-tool-call.ts';
import type { Viewer } from '../viewer.ts';
import { answerAgent, type Outcome } from './answer-agent.ts';
import type { McpServices } from './mcp-services.ts';
import type { McpTool, ToolContext } from './mcp-tool.ts';
import { keepWithin } from './tool-result.ts';

/** Calls a tool for a member, and records it. Whatever the tool answers, no result is longer than one may be. */
export const runTool = (
  services: McpServices,
  viewerOf: () => Promise<Viewer>,
  tool: McpTool,
  input: unknown,
  context: ToolContext,
): Promise<Outcome<Record<string, unknown>>> =>
  answerAgent(
    services,
    viewerOf,
    { what: tool.name, limit: tool.limit ?? 'search', signal: context.signal },
    async (viewer) => {
      const { result, shown } = await tool.run(services, viewer, input, context);
      await recordToolCall(services, viewer, { tool: tool.name, shown });
      return keepWithin(result);
    },
  );
