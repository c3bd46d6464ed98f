import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand, UsageError } from './io.ts';
import { NONE, parseOptions } from './options.ts';

/** Speaks the Model Context Protocol over stdin and stdout, until whoever started it closes stdin. */
export const mcp: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, ACTING, NONE);
  if (!io.input) throw new UsageError('`mcp` speaks with an agent over stdin.');
  const viewerOf = () => actingAs(services, values);
  // Told now, where a person reads it, and not to an agent later.
  await viewerOf();
  const { serveMcpStream } = await import('../mcp/serve-stream.ts');
  await serveMcpStream({ services, viewerOf }, { input: io.input, out: io.out, signal: io.signal });
  return EXIT.done;
};
