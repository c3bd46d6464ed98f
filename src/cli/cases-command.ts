import { z } from 'zod';
import { removeCase } from '../ask/remove-case.ts';
import { showCases } from '../ask/show-cases.ts';
import { counted } from '../ask/write-text.ts';
import { evalCaseSchema } from '../eval-case.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand } from './io.ts';
import { NONE, parseOptions } from './options.ts';

/** Lists an organization's cases, or removes one. */
export const casesCommand: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, { ...ACTING, remove: 'string', json: 'boolean' }, NONE);
  const viewer = await actingAs(services, values);
  if (values.remove !== undefined) {
    await removeCase(services, viewer, values.remove);
    io.err('Case removed.');
    return EXIT.done;
  }
  const cases = await showCases(services, viewer);
  for (const one of cases.map((kept) => z.encode(evalCaseSchema, kept))) {
    const moments = one.moments.length === 0 ? 'no call answers it' : counted(one.moments.length, 'moment');
    io.out(values.json ? JSON.stringify(one) : [one.id, one.createdAt, moments, one.question].join('  '));
  }
  if (cases.length === 0)
    io.err('No test questions yet. Save one in the browser when you mark an answer as not helpful.');
  return EXIT.done;
};
