import { z } from 'zod';
import { toCallId } from '../call.ts';
import { AppError } from '../errors.ts';
import { showCall } from '../search/show-call.ts';
import { showTranscript } from '../search/show-transcript.ts';
import { callIdInput } from './asked-input.ts';
import { defineTool } from './mcp-tool.ts';
import { callRefSchema, lineSchema, NOTICE, noticeSchema, toCallRef, toLine } from './said.ts';
import { fitPage } from './tool-result.ts';

export const getMomentTool = defineTool({
  name: 'get_moment',
  title: 'Read around a moment',
  description:
    'Reads what was said at a moment of a call with the turns before and after it, to see a quote in its context before ' +
    'relying on it. Take callId and startMs from a result. It knows the words, not the tone.',
  input: z.object({
    callId: callIdInput,
    startMs: z.number().int().min(0).describe('Milliseconds from the start of the call.'),
    before: z.number().int().min(0).max(5).default(2).describe('Turns before it.'),
    after: z.number().int().min(0).max(5).default(2).describe('Turns after it.'),
  }),
  output: z.object({
    notice: noticeSchema,
    call: callRefSchema,
    turns: z.array(lineSchema.extend({ isTheMoment: z.boolean() })),
    turnsLeft: z.number().describe('Asked for, but farther off than a result has room; get_transcript reads them.'),
  }),
  async run(services, viewer, { callId, startMs, before, after }) {
    const id = toCallId(callId);
    const call = await showCall(services, viewer, id);
    const segments = await showTranscript(services, viewer, id);
    const at = Math.max(
      0,
      segments.findLastIndex((segment) => segment.startMs <= startMs),
    );
    if (segments.length === 0)
      throw new AppError('not_found', 'This call has no transcript here. why_missing says why.');
    const first = Math.max(0, at - before);
    const around = segments
      .slice(first, at + after + 1)
      .map((segment, n) => ({ segment, n, distance: Math.abs(first + n - at) }));
    const nearestFirst = around.toSorted((a, b) => a.distance - b.distance);
    const { page, shown } = fitPage(nearestFirst, (these) => ({
      notice: NOTICE,
      call: toCallRef(call, viewer.timeZone),
      turns: these
        .toSorted((a, b) => a.n - b.n)
        .map(({ segment, distance }) => ({
          ...toLine(segment, { publicUrl: services.publicUrl() }),
          isTheMoment: distance === 0,
        })),
      turnsLeft: around.length - these.length,
    }));
    return { result: page, shown };
  },
});
