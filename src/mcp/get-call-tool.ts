import { z } from 'zod';
import { toCallId } from '../call.ts';
import { cutShort } from '../clean-text.ts';
import { showCall } from '../search/show-call.ts';
import { showCallTopics } from '../search/show-call-topics.ts';
import { callIdInput } from './asked-input.ts';
import { defineTool } from './mcp-tool.ts';
import { LONGEST_TITLE, NOTICE, noticeSchema } from './said.ts';
import { callDetailSchema, toCallDetail } from './shown-call.ts';
import { fitPage } from './tool-result.ts';

const MOST_TOPICS = 12;
const MOST_MOMENTS = 5;

export const getCallTool = defineTool({
  name: 'get_call',
  title: 'Read about a call',
  description:
    'Reads who was on a call, when, with which account, and which topics came up where. The words are in get_transcript. ' +
    'Topics are found by words of trackers, so a topic may have come up under other words. A call that you may not read ' +
    'looks like one that does not exist.',
  input: z.object({ callId: callIdInput }),
  output: z.object({
    notice: noticeSchema,
    call: callDetailSchema,
    participantsLeft: z.number().describe('People for whom a result has no room; our page has them.'),
    topics: z.array(
      z.object({
        name: z.string(),
        moments: z.number(),
        startMs: z.array(z.number()).describe('The first of them, for get_moment.'),
      }),
    ),
  }),
  async run(services, viewer, { callId }) {
    const id = toCallId(callId);
    const call = await showCall(services, viewer, id);
    const topics = await showCallTopics(services, viewer, id);
    const shown = topics.slice(0, MOST_TOPICS).map(({ name, moments }) => ({
      name: cutShort(name, LONGEST_TITLE),
      moments: moments.length,
      startMs: moments.slice(0, MOST_MOMENTS).map(({ startMs }) => startMs),
    }));
    const where = { publicUrl: services.publicUrl(), timeZone: viewer.timeZone };
    const { page } = fitPage(call.parties, (parties) => ({
      notice: NOTICE,
      call: toCallDetail({ ...call, parties }, where),
      participantsLeft: call.parties.length - parties.length,
      topics: shown,
    }));
    return { result: page, shown: 1 };
  },
});
