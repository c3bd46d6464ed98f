import { changeOrganization } from '../access/change-organization.ts';
import { given } from '../given.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand, UsageError } from './io.ts';
import { NONE, parseOptions } from './options.ts';

const SETTINGS = { name: 'string', domains: 'string', 'time-zone': 'string', 'fiscal-year-start': 'string' } as const;

export const organizationChange: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, { ...ACTING, ...SETTINGS }, NONE);
  const month = values['fiscal-year-start'];
  const changes = given({
    name: values.name,
    domains: values.domains?.split(','),
    timeZone: values['time-zone'],
    fiscalYearStartMonth: month === undefined ? undefined : Number(month),
  });
  if (Object.keys(changes).length === 0)
    throw new UsageError('Say what to change: --name, --domains, --time-zone or --fiscal-year-start.');
  const changed = await changeOrganization(services, await actingAs(services, values), changes);
  const { id, name, domains, timeZone, fiscalYearStartMonth } = changed;
  io.out(JSON.stringify({ id, name, domains, timeZone, fiscalYearStartMonth }));
  return EXIT.done;
};
