import { z } from 'zod';
import { toCallId } from '../call.ts';
import { AppError } from '../errors.ts';
import { showCall } from '../search/show-call.ts';
import { showTranscript } from '../search/show-transcript.ts';
import { textOf } from '../segment.ts';
import { callIdInput, cursorInput } from './asked-input.ts';
import { defineTool } from './mcp-tool.ts';
import { callRefSchema, cursorSchema, lineSchema, NOTICE, noticeSchema, toCallRef, toLine } from './said.ts';
import { cutText, fitPage } from './tool-result.ts';

/** More never fit. */
const MOST_LINES = 200;

const transcriptLineSchema = lineSchema.omit({ url: true });

export const getTranscriptTool = defineTool({
  name: 'get_transcript',
  title: 'Read a transcript',
  description:
    'Reads the words of a call in order, page by page. Long: to find something in it, search_moments is cheaper, and ' +
    'get_moment reads around a place. A transcript is what a machine heard: names and numbers may be misheard, and nothing ' +
    'of tone, screens or chat is in it.',
  input: z.object({
    callId: callIdInput,
    fromMs: z.number().int().min(0).optional().describe('Begins with what is said then.'),
    cursor: cursorInput,
  }),
  output: z.object({
    notice: noticeSchema,
    call: callRefSchema,
    url: z.string().describe('Our page of the call; `?at=` and a startMs leads to a line.'),
    lines: z.array(transcriptLineSchema),
    linesLeft: z.number(),
    cursor: cursorSchema.optional(),
  }),
  async run(services, viewer, { callId, fromMs, cursor }) {
    const id = toCallId(callId);
    const call = await showCall(services, viewer, id);
    const publicUrl = services.publicUrl();
    const lines = (await showTranscript(services, viewer, id)).flatMap((segment) =>
      cutText(textOf(segment)).map((said) => {
        const { url: _, ...line } = toLine(segment, { publicUrl, said });
        return { ...line, endMs: segment.endMs };
      }),
    );
    const first = cursor !== undefined ? readOffset(cursor) : fromMs === undefined ? 0 : beginOf(lines, fromMs);
    const { page, shown } = fitPage(lines.slice(first, first + MOST_LINES), (these) => ({
      notice: NOTICE,
      call: toCallRef(call, viewer.timeZone),
      url: `${publicUrl}/calls/${id}`,
      lines: these.map(({ endMs: _, ...line }) => line),
      linesLeft: Math.max(0, lines.length - first - these.length),
      ...(first + these.length < lines.length && { cursor: `l${first + these.length}` }),
    }));
    return { result: page, shown };
  },
});

/** The line that is spoken then, or else the next one. */
const beginOf = (lines: readonly { endMs: number }[], fromMs: number): number => {
  const at = lines.findIndex(({ endMs }) => endMs > fromMs);
  return at < 0 ? lines.length : at;
};

/** @throws AppError `invalid_input`. */
export function readOffset(cursor: string): number {
  const offset = /^l(\d{1,7})$/.exec(cursor)?.[1];
  if (offset === undefined)
    throw new AppError('invalid_input', 'This cursor is not one of ours. Start again without a cursor.');
  return Number(offset);
}
