import { toCallId } from '../call.ts';
import { erase } from '../upkeep/erase.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand, UsageError } from './io.ts';
import { NONE, parseOptions } from './options.ts';

export const eraseCommand: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, { ...ACTING, person: 'string', call: 'string' }, NONE);
  const { person, call } = values;
  if ((person === undefined) === (call === undefined))
    throw new UsageError('Say whom or what to forget: --person EMAIL or --call ID.');
  const what = person === undefined ? { callId: toCallId(call ?? '') } : { person };
  const erased = await erase(services, await actingAs(services, values), what);
  io.out(JSON.stringify(erased));
  io.err(
    erased.people + erased.calls === 0
      ? `Nothing of ${person ?? call} was here; a later sync leaves it out too.`
      : 'Store, search, recordings, answers and records hold nothing of it any more. Your backups are yours to see to.',
  );
  return EXIT.done;
};
