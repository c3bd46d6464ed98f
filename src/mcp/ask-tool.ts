import { z } from 'zod';
import type { Answer } from '../ask/answer.ts';
import { askQuestion } from '../ask/ask-question.ts';
import { showAnswer } from '../ask/show-answer.ts';
import { toRange } from '../asked-range.ts';
import { SIDES, sideSchema } from '../call.ts';
import type { Citation } from '../citation.ts';
import { cutShort } from '../clean-text.ts';
import { AppError } from '../errors.ts';
import { given } from '../given.ts';
import { namedSchema } from '../named.ts';
import { formatPosition } from '../time-window.ts';
import { accountInput, cursorInput, rangeInput } from './asked-input.ts';
import { defineTool } from './mcp-tool.ts';
import { cursorSchema, inZone, LONGEST_TITLE, NOTICE, noticeSchema } from './said.ts';
import { cutText, fitPage } from './tool-result.ts';
import { accountNamed } from './who-is-named.ts';

const citationSchema = z.object({
  n: z.number().describe('The number that `text` cites it by.'),
  quote: z.string().describe('Word for word.'),
  speaker: z.string(),
  side: z.enum(SIDES),
  callId: z.string(),
  callTitle: z.string(),
  startedAt: z.string(),
  at: z.string(),
  startMs: z.number(),
  url: z.string().describe('Our page, at this second.'),
});

export const askTool = defineTool({
  name: 'ask',
  title: 'Ask the calls a question',
  description:
    'Answers one question in plain English from all recorded calls that you may read. Ask what was said ("What concerns ' +
    'did Acme raise?", "Who talked most with Acme?"), one thing at a time, and not for a task ("prepare me"): without a ' +
    'language model of its own it quotes the best moments for the words of the question. Every statement is checked against ' +
    'what was said and cites it; where nothing was said, `status` is `not_found` and `searched` says how much was looked at. ' +
    'Names, dates ("last quarter") and counts in the question are understood. For a follow-up give `conversationId`. ' +
    'It knows transcripts and the record of calls alone: no CRM, mail, web or calendar, and nothing of calls you may not read. ' +
    'The answer is kept among your conversations. It may take some seconds.',
  input: z.object({
    question: z.string().max(2000).describe('E.g. "What did Acme say about pricing last quarter?"').default(''),
    account: accountInput.optional(),
    side: sideSchema.optional().describe('Only words of ours, or of customers.'),
    ...rangeInput,
    conversationId: z.string().max(100).optional().describe('Of the answer before, to ask on from there.'),
    cursor: cursorInput,
  }),
  output: z.object({
    notice: noticeSchema,
    answerId: z.string(),
    conversationId: z.string(),
    url: z.string().describe('The answer on our page.'),
    status: z.enum(['answered', 'partial', 'not_found', 'needs_choice']),
    text: z.string().describe('The answer, with [n] for citations. A further page goes on where it was cut.'),
    citations: z.array(citationSchema),
    nearest: citationSchema.nullable().describe('The moment that came nearest, where nothing was found.'),
    choices: z
      .array(
        z.object({ mention: z.string(), candidates: z.array(namedSchema.extend({ question: z.string().optional() })) }),
      )
      .describe(
        'Where a name fits several: ask the `question` of the one that is meant. Without one, as yours is long, put ' +
          '`@` and its id in place of the name.',
      ),
    searched: z
      .object({ calls: z.number(), segments: z.number(), withoutTranscript: z.number() })
      .describe('What was looked at: calls with a transcript, fitting passages, and calls without a transcript.'),
    notes: z.array(z.string()),
    suggestions: z.array(z.string()).describe('What is worth asking next.'),
    cursor: cursorSchema.optional(),
  }),
  limit: 'question',
  async run(services, viewer, { question, account, from, to, cursor, ...rest }, { signal, onProgress }) {
    const asked = async () =>
      askQuestion(
        services,
        viewer,
        {
          ...{ question, ...given(rest), ...toRange({ from, to }, viewer) },
          ...(account !== undefined && { accountIds: [await accountNamed(services, viewer, account)] }),
        },
        (event) => {
          if (event.type === 'progress') onProgress({ done: event.done, of: event.of });
        },
        signal,
      );
    const place = cursor === undefined ? null : readAnswerCursor(cursor);
    const answer = place ? await showAnswer(services, viewer, place.answerId) : await asked();
    return pageOfAnswer(answer, place ?? { answerId: answer.id, text: 0, citation: 0 }, {
      publicUrl: services.publicUrl(),
      timeZone: viewer.timeZone,
    });
  },
});

type Place = { answerId: string; text: number; citation: number };

/** A page holds a piece of the text, and as many citations as fit beside it. */
function pageOfAnswer(answer: Answer, place: Place, where: { publicUrl: string; timeZone: string }) {
  const isFirst = place.text === 0 && place.citation === 0;
  const left = answer.text.slice(place.text);
  const [piece = '', ...after] = cutText(left, isWide(left) ? LONGEST_WIDE_TEXT : LONGEST_TEXT);
  const textEnd = place.text + piece.length;
  const rest = answer.citations.slice(place.citation);
  const toPage = (shown: Citation[]) => {
    const citation = place.citation + shown.length;
    const isWhole = after.length === 0 && citation >= answer.citations.length;
    return {
      notice: NOTICE,
      answerId: answer.id,
      conversationId: answer.conversationId,
      url: `${where.publicUrl}/answers/${answer.id}`,
      status: answer.status,
      text: piece,
      citations: shown.map((one) => toCitation(one, where)),
      nearest: isFirst && answer.nearest ? toCitation(answer.nearest, where) : null,
      choices: isFirst
        ? (answer.choices ?? []).slice(0, 3).map(({ mention, candidates }) => ({
            mention: cutShort(mention, LONGEST_TITLE),
            candidates: candidates.slice(0, 5).map(({ id, name, question }) => ({
              ...{ id, name: cutShort(name, LONGEST_TITLE) },
              // Cut short, it would be another question.
              ...(question.length <= LONGEST_QUESTION && { question }),
            })),
          }))
        : [],
      searched: {
        calls: answer.searched.calls,
        segments: answer.searched.segments,
        withoutTranscript: answer.searched.withoutTranscript,
      },
      notes: isFirst ? answer.notes.slice(0, 5).map((note) => cutShort(note, 500)) : [],
      suggestions: isFirst ? answer.suggestions.slice(0, 3).map((one) => cutShort(one, 300)) : [],
      ...(!isWhole && { cursor: `${answer.id}.${textEnd}.${citation}` }),
    };
  };
  const { page, shown } = fitPage(rest, toPage);
  return { result: page, shown };
}

/** Fifteen of them stand beside the text. */
const LONGEST_QUESTION = 300;
const LONGEST_TEXT = 3500;
/** Of scripts whose letters take three bytes. */
const LONGEST_WIDE_TEXT = 1500;
const isWide = (text: string): boolean => Buffer.byteLength(text) > text.length * 1.5;

const toCitation = (citation: Citation, { timeZone }: { timeZone: string }): z.output<typeof citationSchema> => ({
  n: citation.n,
  quote: cutShort(citation.quote, 1000),
  speaker: cutShort(citation.speaker.name, LONGEST_TITLE),
  side: citation.speaker.side,
  callId: citation.callId,
  callTitle: cutShort(citation.callTitle, LONGEST_TITLE),
  startedAt: inZone(new Date(citation.startedAt), timeZone),
  at: formatPosition(citation.startMs),
  startMs: citation.startMs,
  url: citation.url,
});

/** @throws AppError `invalid_input`. */
export function readAnswerCursor(cursor: string): Place {
  const [, answerId, text, citation] = /^(ans_\w{1,40})\.(\d{1,9})\.(\d{1,9})$/.exec(cursor) ?? [];
  if (!answerId) throw new AppError('invalid_input', 'This cursor is not one of ours. Start again without a cursor.');
  return { answerId, text: Number(text), citation: Number(citation) };
}
