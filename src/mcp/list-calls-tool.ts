import { z } from 'zod';
import { toRange } from '../asked-range.ts';
import { callKindFilterSchema } from '../call.ts';
import { given } from '../given.ts';
import { showCalls } from '../search/show-calls.ts';
import { accountInput, cursorInput, personInput, rangeInput } from './asked-input.ts';
import { defineTool } from './mcp-tool.ts';
import { cursorSchema, NOTICE, noticeSchema } from './said.ts';
import { listedCallSchema, toListedCall } from './shown-call.ts';
import { fitPage } from './tool-result.ts';
import { accountNamed, personNamed } from './who-is-named.ts';

export const listCallsTool = defineTool({
  name: 'list_calls',
  title: 'List calls',
  description:
    'Lists the calls that you may read, newest first, by account, person, part of the title, kind and time, with how many ' +
    'there are. Only recorded calls are here: no meeting that is yet to come, and none that was not recorded. `total` counts ' +
    'what you may read, which need not be all there were.',
  input: z.object({
    account: accountInput.optional(),
    person: personInput.optional(),
    title: z.string().max(200).optional().describe('Part of the title.'),
    kind: callKindFilterSchema.optional(),
    ...rangeInput,
    limit: z.number().int().min(1).max(50).default(20),
    cursor: cursorInput,
  }),
  output: z.object({
    notice: noticeSchema,
    total: z.number(),
    calls: z.array(listedCallSchema),
    cursor: cursorSchema.optional(),
  }),
  async run(services, viewer, { account, person, title, kind, from, to, limit, cursor }) {
    const wish = {
      ...given({ title, kind, cursor }),
      ...toRange({ from, to }, viewer),
      ...(account !== undefined && { accountId: await accountNamed(services, viewer, account) }),
      ...(person !== undefined && { personId: await personNamed(services, viewer, person) }),
    };
    const where = { publicUrl: services.publicUrl(), timeZone: viewer.timeZone };
    const read = async (most: number) => {
      const found = await showCalls(services, viewer, { ...wish, limit: most });
      return fitPage(found.calls, (calls) => ({
        notice: NOTICE,
        total: found.total,
        calls: calls.map((call) => toListedCall(call, where)),
        ...(found.cursor !== null && { cursor: found.cursor }),
        // Told apart below: a page that was cut has another cursor.
        isCut: calls.length < found.calls.length,
      }));
    };
    let { page, shown } = await read(limit);
    if (page.isCut) ({ page, shown } = await read(shown));
    const { isCut: _, ...result } = page;
    return { result, shown };
  },
});
