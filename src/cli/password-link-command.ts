import { makePasswordLinkFor } from '../access/make-password-link.ts';
import { EXIT, type RunCommand } from './io.ts';
import { parseOptions } from './options.ts';

export const passwordLink: RunCommand = async (services, args, io) => {
  const { positionals } = parseOptions(args, {}, { min: 1, max: 1, what: 'EMAIL' });
  const { url, expiresAt } = await makePasswordLinkFor(services, positionals[0] ?? '');
  io.out(url);
  io.err(`Hand the link on: whoever has it chooses the password, once, until ${expiresAt.toISOString()}.`);
  return EXIT.done;
};
