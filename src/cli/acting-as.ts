import { readMember } from '../access/read-member.ts';
import { toInstant } from '../asked-range.ts';
import type { Viewer } from '../viewer.ts';
import type { Services } from '../wire.ts';
import { required } from './options.ts';

/** Options of every command on an organization. */
export const ACTING = { organization: 'string', as: 'string' } as const;

/**
 * The member a command acts as: the organization's first admin, or the member of `--as EMAIL`.
 * @throws UsageError, AppError `not_found`.
 */
export const actingAs = async (
  services: Services,
  values: { organization?: string; as?: string },
): Promise<Viewer> => ({
  ...(await readMember(services, required(values.organization, '--organization ID'), values.as)),
  isOperator: true,
});

/** Options of a command that reads as of a moment. */
export const READ_OPTIONS = { ...ACTING, 'as-of': 'string', json: 'boolean' } as const;

/** The member and the moment that a command reads as. @throws UsageError, AppError `not_found`, `invalid_input`. */
export async function readerOf(services: Services, values: { organization?: string; as?: string; 'as-of'?: string }) {
  const viewer = await actingAs(services, values);
  return { viewer, asOf: toInstant('--as-of', values['as-of'], viewer.timeZone) };
}
