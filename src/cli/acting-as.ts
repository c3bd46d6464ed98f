import { readMember } from '../access/read-member.ts';
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
