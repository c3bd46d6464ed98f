import { z } from 'zod';
import { removeCase } from '../ask/remove-case.ts';
import { showCases } from '../ask/show-cases.ts';
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
    io.err('The case is gone.');
    return EXIT.done;
  }
  const cases = await showCases(services, viewer);
  for (const one of cases.map((kept) => z.encode(evalCaseSchema, kept))) {
    const moments = one.moments.length === 0 ? 'no call answers it' : `${one.moments.length} moments`;
    io.out(values.json ? JSON.stringify(one) : [one.id, one.createdAt, moments, one.question].join('  '));
  }
  if (cases.length === 0) io.err('No case is kept yet. An answer that did not help can become one in the browser.');
  return EXIT.done;
};
