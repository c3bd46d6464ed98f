import { z } from 'zod';
import { toRange } from '../asked-range.ts';
import { callKindFilterSchema } from '../call.ts';
import { given } from '../given.ts';
import { countCoverage } from '../search/count-coverage.ts';
import { accountInput, rangeInput } from './asked-input.ts';
import { defineTool } from './mcp-tool.ts';
import { accountNamed } from './who-is-named.ts';

export const coverageTool = defineTool({
  name: 'coverage',
  title: 'Count what answers can rest on',
  description:
    'Counts the calls in an account or a stretch of time that you may read, and how many of them have no transcript, so that ' +
    'nothing in them can be found. Use it before saying that something was never said. Numbers only. To members who may not ' +
    'read every call it does not tell how many others there are; to admins it does.',
  input: z.object({ account: accountInput.optional(), kind: callKindFilterSchema.optional(), ...rangeInput }),
  output: z.object({
    calls: z.number().describe('That you may read, in the account and time asked for.'),
    withTranscript: z.number(),
    withoutTranscript: z.number(),
    readsEveryCall: z.boolean().describe('False: there may be calls that you may not read.'),
    hiddenFromYou: z.number().nullable().describe('For admins: calls there that you may not read. Else null.'),
    notStored: z
      .number()
      .nullable()
      .describe(
        'For admins: calls of the organization that Gong named and that are not kept: private, left out by rules, unread.',
      ),
    waiting: z.number().nullable().describe('For admins: calls of the organization still on their way to search.'),
  }),
  async run(services, viewer, { account, kind, from, to }) {
    const { calls, withTranscript, readsEveryCall, admin } = await countCoverage(services, viewer, {
      ...given({ kind }),
      ...toRange({ from, to }, viewer),
      ...(account !== undefined && { accountId: await accountNamed(services, viewer, account) }),
    });
    return {
      result: {
        ...{ calls, withTranscript, withoutTranscript: calls - withTranscript, readsEveryCall },
        hiddenFromYou: admin?.hiddenFromViewer ?? null,
        notStored: admin?.notStored ?? null,
        waiting: admin?.waiting ?? null,
      },
      shown: 1,
    };
  },
});
