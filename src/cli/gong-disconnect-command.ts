import { disconnectGong } from '../sync/disconnect-gong.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand } from './io.ts';
import { NONE, parseOptions } from './options.ts';
import { sayIfSearchIsAway } from './say-if-search-is-away.ts';

export const gongDisconnect: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, { ...ACTING, 'delete-data': 'boolean' }, NONE);
  const erases = values['delete-data'] === true;
  const done = await disconnectGong(services, await actingAs(services, values), { erases });
  io.err(
    `Disconnected from Gong.${erases ? ` ${done.callsDeleted} calls and the answers that quote them were deleted.` : ' What was synced stays.'}`,
  );
  sayIfSearchIsAway(done, io);
  return EXIT.done;
};
