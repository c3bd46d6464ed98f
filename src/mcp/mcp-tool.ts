import type { z } from 'zod';
import type { Viewer } from '../viewer.ts';
import type { WorkKind } from '../work-limits.ts';
import type { McpServices } from './mcp-services.ts';

export type ToolContext = { signal: AbortSignal; onProgress: (progress: { done: number; of?: number }) => void };

/** What a tool answers, and how many things of the record it shows: calls, moments, lines, rows. */
type ToolAnswer<Out> = { result: Out; shown: number };

type ToolSpec<In extends z.ZodObject, Out extends z.ZodObject> = {
  name: string;
  title: string;
  /** When to use it, and what it cannot know. Agents see nothing else of the house. */
  description: string;
  input: In;
  output: Out;
  /** Work that members may have so much of at once, as over HTTP. */
  limit?: WorkKind;
  run: (
    services: McpServices,
    viewer: Viewer,
    input: z.output<In>,
    context: ToolContext,
  ) => Promise<ToolAnswer<z.output<Out>>>;
};

export type McpTool = Omit<ToolSpec<z.ZodObject, z.ZodObject>, 'run'> & {
  run: (
    services: McpServices,
    viewer: Viewer,
    input: unknown,
    context: ToolContext,
  ) => Promise<ToolAnswer<Record<string, unknown>>>;
};

/** A tool is a thin call of one verb, checked by its schemas on both sides. */
export const defineTool = <In extends z.ZodObject, Out extends z.ZodObject>(spec: ToolSpec<In, Out>): McpTool => ({
  ...spec,
  run: (services, viewer, input, context) => spec.run(services, viewer, spec.input.parse(input), context),
});
