import { z } from 'zod';
import { AppError } from '../errors.ts';
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
  /** The line that it waits in, as over HTTP: with searches unless told otherwise. */
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
  run: (services, viewer, input, context) => spec.run(services, viewer, readInput(spec.input, input), context),
});

/** What reaches a tool as a resource was checked by nobody yet. @throws AppError `invalid_input`. */
function readInput<In extends z.ZodObject>(schema: In, input: unknown): z.output<In> {
  const read = schema.safeParse(input);
  if (!read.success) throw new AppError('invalid_input', z.prettifyError(read.error));
  return read.data;
}
