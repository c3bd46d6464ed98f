import { explainAccess } from '../access/explain-access.ts';
import { readMember } from '../access/read-member.ts';
import { showAccess } from '../access/show-access.ts';
import { toCallId } from '../call.ts';
import { given } from '../given.ts';
import { accessChangesSchema, changeAccess } from '../sync/change-access.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand, UsageError } from './io.ts';
import { NONE, parseOptions } from './options.ts';

const OPTIONS = { ...ACTING, mode: 'string', team: 'string', 'without-gong-user': 'string' } as const;
const EXPLAIN = { ...ACTING, member: 'string', call: 'string' } as const;

/** Shows who may read which calls, or changes it. */
export const access: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, OPTIONS, NONE);
  const viewer = await actingAs(services, values);
  const wish = { mode: values.mode, team: values.team, withoutGongUser: values['without-gong-user'] };
  const changes = accessChangesSchema.safeParse(given(wish));
  if (!changes.success)
    throw new UsageError(
      '--mode is everyone, gong or own; --team both, manager or leads; --without-gong-user nothing, own or everything.',
    );
  const isChange = Object.keys(given(wish)).length > 0;
  const shown = isChange
    ? await changeAccess(services, viewer, given(changes.data))
    : await showAccess(services, viewer);
  io.out(JSON.stringify(shown));
  return EXIT.done;
};

/** Says what a member may read and why. */
export const accessExplain: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, EXPLAIN, NONE);
  if (!values.member) throw new UsageError('--member EMAIL is required.');
  const viewer = await actingAs(services, values);
  const { memberId } = await readMember(services, viewer.organizationId, values.member);
  const asked = { memberId, ...(values.call && { callId: toCallId(values.call) }) };
  io.out(JSON.stringify(await explainAccess(services, viewer, asked)));
  return EXIT.done;
};
