import { readMember } from '../../src/access/read-member.ts';
import type { Viewer } from '../../src/viewer.ts';
import type { Services } from '../../src/wire.ts';

/** Calls a verb as commands do: as the organization's first admin. */
export const asAdmin = async <Input extends unknown[], Result>(
  services: Services,
  organizationId: string,
  verb: (services: Services, viewer: Viewer, ...input: Input) => Result,
  ...input: Input
): Promise<Awaited<Result>> => await verb(services, await readMember(services, organizationId), ...input);
