import { createOrganization } from '../access/create-organization.ts';
import { EXIT, type RunCommand } from './io.ts';
import { parseOptions, required } from './options.ts';

export const organizationCreate: RunCommand = async (services, args, io) => {
  const { values, positionals } = parseOptions(
    args,
    { admin: 'string', password: 'string', domains: 'string' },
    { min: 1, max: 1, what: 'NAME' },
  );
  const { id, apiKey } = await createOrganization(services, {
    name: positionals[0] ?? '',
    adminEmail: required(values.admin, '--admin EMAIL'),
    ...(values.password !== undefined && { password: values.password }),
    ...(values.domains && { domains: values.domains.split(',') }),
  });
  io.out(JSON.stringify({ id, apiKey }));
  return EXIT.done;
};
