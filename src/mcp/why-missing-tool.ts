import { z } from 'zod';
import { toCallId } from '../call.ts';
import { CALL_REASONS } from '../call-state.ts';
import { cutShort } from '../clean-text.ts';
import { AppError } from '../errors.ts';
import { given } from '../given.ts';
import { explainMissing, type MissingQuestion } from '../sync/explain-missing.ts';
import { showCallStatus } from '../sync/show-call-status.ts';
import type { Viewer } from '../viewer.ts';
import { callIdInput } from './asked-input.ts';
import type { McpServices } from './mcp-services.ts';
import { defineTool } from './mcp-tool.ts';
import { inZone, LONGEST_TITLE, NOTICE, noticeSchema } from './said.ts';
import { fitPage } from './tool-result.ts';

export const whyMissingTool = defineTool({
  name: 'why_missing',
  title: 'Explain why something is missing',
  description:
    'Says why a call, its transcript or a person is not here, and when it may come. Give one of callId, title, date or ' +
    'person. Members who are no admins ask by callId alone, of calls that they may read; of any other call nothing is told, ' +
    'not even whether it exists.',
  input: z.object({
    callId: callIdInput.optional(),
    title: z.string().min(1).max(200).optional().describe('Part of the title. For admins.'),
    date: z.string().max(40).optional().describe('A day like 2026-11-22. For admins.'),
    person: z.string().min(1).max(200).optional().describe('Name or address. For admins.'),
  }),
  output: z.object({
    notice: noticeSchema,
    explanations: z.array(
      z.object({
        callId: z.string().nullable(),
        title: z.string().nullable(),
        cause: z.string().describe('For programs.'),
        text: z.string(),
        nextTryAt: z.string().nullable(),
      }),
    ),
    left: z.number().describe('Explanations for which a result has no room: ask more narrowly.'),
  }),
  async run(services, viewer, { callId, title, date, person }, { signal }) {
    const asked = given({ callId, title, date, person });
    if (Object.keys(asked).length !== 1)
      throw new AppError('invalid_input', 'Give exactly one of callId, title, date and person.');
    const explained = await explain(services, viewer, asked, signal);
    const { page, shown } = fitPage(explained, (these) => ({
      notice: NOTICE,
      explanations: these.map((one) => ({
        ...one,
        title: one.title && cutShort(one.title, LONGEST_TITLE),
        text: cutShort(one.text, 1500),
        nextTryAt: one.nextTryAt && inZone(one.nextTryAt, viewer.timeZone),
      })),
      left: explained.length - these.length,
    }));
    return { result: page, shown };
  },
});

type Explained = {
  callId: string | null;
  title: string | null;
  cause: string;
  text: string;
  nextTryAt: Date | null;
};

async function explain(
  services: McpServices,
  viewer: Viewer,
  asked: MissingQuestion,
  signal: AbortSignal,
): Promise<Explained[]> {
  if (viewer.role === 'admin')
    return (await explainMissing(services, viewer, asked, signal)).map(({ cause, text, call, nextTryAt }) => ({
      callId: call?.id ?? null,
      title: call?.title ?? null,
      ...{ cause, text, nextTryAt },
    }));
  if (asked.callId === undefined)
    throw new AppError('forbidden', 'Only an admin can ask by title, date or person. Ask by callId.');
  const { callId, title, reason, nextTryAt } = await showCallStatus(services, viewer, toCallId(asked.callId));
  const text = reason ? CALL_REASONS[reason] : 'This call is here, and search finds it.';
  return [{ callId, title, cause: reason ?? 'searchable', text, nextTryAt }];
}
