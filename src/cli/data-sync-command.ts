import { changeOrganization } from '../access/change-organization.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand, UsageError } from './io.ts';
import { parseOptions } from './options.ts';

export const dataSync: RunCommand = async (services, args, io) => {
  const { values, positionals } = parseOptions(args, ACTING, { min: 1, max: 1, what: 'on or off' });
  if (positionals[0] !== 'on' && positionals[0] !== 'off') throw new UsageError('Say "on" or "off".');
  const viewer = await actingAs(services, values);
  const wish = { dataSyncEnabled: positionals[0] === 'on' };
  const { name, dataSyncEnabled } = await changeOrganization(services, viewer, wish);
  io.err(`Data sync of ${name} is ${dataSyncEnabled ? 'on' : 'off'}.`);
  return EXIT.done;
};
