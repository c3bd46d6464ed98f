import { showAccount } from '../directory/show-account.ts';
import { showAccounts } from '../directory/show-accounts.ts';
import { showPeople } from '../directory/show-people.ts';
import { AppError } from '../errors.ts';
import type { Viewer } from '../viewer.ts';
import type { McpServices } from './mcp-services.ts';

const MOST_NAMES_OFFERED = 8;

/**
 * The account that an agent names, by id or by a name that fits it alone. An error names what to choose from, so that
 * the next try is right. @throws AppError `not_found`, `invalid_input`.
 */
export async function accountNamed(services: McpServices, viewer: Viewer, given: string): Promise<string> {
  const text = given.trim().replace(/^@/, '');
  if (IS_ID.test(text)) return (await showAccount(services, viewer, text)).id;
  const found = await showAccounts(services, viewer, { text, limit: MOST_NAMES_OFFERED + 1 });
  const names = found.map(({ id, name, aliases, domains }) => ({ id, name, names: [name, ...aliases, ...domains] }));
  return theOne('account', text, names);
}

/** The person that an agent names, by address or name. @throws AppError `not_found`, `invalid_input`. */
export async function personNamed(services: McpServices, viewer: Viewer, given: string): Promise<string> {
  const text = given.trim().replace(/^@/, '');
  const found = await showPeople(services, viewer, { text, limit: MOST_NAMES_OFFERED + 1 });
  const names = found.map(({ id, name, email }) => ({ id, name: `${name} <${email}>`, names: [name, email] }));
  return theOne('person', text, names);
}

const IS_ID = /^[a-z]{3}_[0-9a-z]{20}$/;

function theOne(
  kind: 'account' | 'person',
  text: string,
  found: readonly { id: string; name: string; names: string[] }[],
): string {
  const exact = found.filter(({ names }) => names.some((name) => name.toLowerCase() === text.toLowerCase()));
  const [one, ...others] = exact.length > 0 ? exact : found;
  if (!one)
    throw new AppError(
      'not_found',
      `No ${kind} called “${text}” is on a call that you may read.${kind === 'account' ? ' Try a part of the name with find_account.' : ' Try another spelling, the surname or the address.'}`,
    );
  if (others.length === 0) return one.id;
  const isMore = others.length >= MOST_NAMES_OFFERED;
  const choices = [one, ...others]
    .slice(0, MOST_NAMES_OFFERED)
    .map(({ id, name }) => (kind === 'account' ? `${name} (${id})` : name));
  throw new AppError(
    'invalid_input',
    `Several fit “${text}”: ${choices.join('; ')}${isMore ? '; and more' : ''}. Give one of these, by ${kind === 'account' ? 'id' : 'address'}${isMore ? ', or more of the name' : ''}.`,
  );
}
