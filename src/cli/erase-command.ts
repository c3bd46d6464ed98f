import { toCallId } from '../call.ts';
import { erase } from '../upkeep/erase.ts';
import type { Services } from '../wire.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { parseOptions } from './options.ts';

export const eraseCommand = {
  usage: 'erase --person EMAIL | --call ID --organization ID',
  async run(services: Services, args: string[], io: Io): Promise<number> {
    const { values } = parseOptions(
      args,
      { ...ACTING, person: 'string', call: 'string' },
      { min: 0, max: 0, what: '' },
    );
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
  },
};
