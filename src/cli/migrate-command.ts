import { EXIT, type RunCommand } from './io.ts';
import { NONE, parseOptions } from './options.ts';

export const migrate: RunCommand = async (services, args, io) => {
  parseOptions(args, {}, NONE);
  await services.store.migrate();
  io.err('The store is up to date.');
  return EXIT.done;
};
