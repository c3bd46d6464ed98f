import { z } from 'zod';
import { removeCase } from '../ask/remove-case.ts';
import { showCases, shownCaseSchema } from '../ask/show-cases.ts';
import { counted } from '../ask/write-text.ts';
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
  for (const one of cases.map((kept) => z.encode(shownCaseSchema, kept))) {
    io.out(values.json ? JSON.stringify(one) : [one.id, one.createdAt, answeredBy(one), one.question].join('  '));
  }
  if (cases.length === 0)
    io.err('No test questions yet. Save one in the browser when you mark an answer as not helpful.');
  return EXIT.done;
};

function answeredBy({ moments, isInPart }: z.input<typeof shownCaseSchema>): string {
  const elsewhere = 'calls you may not read';
  if (moments.length === 0) return isInPart ? elsewhere : 'no call answers it';
  return counted(moments.length, 'moment') + (isInPart ? ` and ${elsewhere}` : '');
}
