import { z } from 'zod';
import type { Answer, Census } from '../ask/answer.ts';
import { countMentions } from '../ask/count-mentions.ts';
import { showAnswer } from '../ask/show-answer.ts';
import { toRange } from '../asked-range.ts';
import { sideSchema } from '../call.ts';
import { cutShort } from '../clean-text.ts';
import { AppError } from '../errors.ts';
import { given } from '../given.ts';
import { readAnswerCursor } from './ask-tool.ts';
import { accountInput, cursorInput, rangeInput } from './asked-input.ts';
import { defineTool } from './mcp-tool.ts';
import { callRefSchema, cursorSchema, inZone, LONGEST_TITLE, NOTICE, noticeSchema } from './said.ts';
import { fitPage } from './tool-result.ts';
import { accountNamed } from './who-is-named.ts';

export const countMentionsTool = defineTool({
  name: 'count_mentions',
  title: 'Count how often something was said',
  description:
    'Counts every place in the transcripts that you may read where any of the words or phrases stands, in any grammatical ' +
    'form, and lists every call with its number: an exact count, not an estimate. Use it for "how many", "how often" and ' +
    '"which calls mention". It counts words, not meaning: other words for the same thing are not counted unless you give ' +
    'them, and a mention may be a denial. Calls without a transcript hold no words; `withoutTranscript` says how many.',
  input: z.object({
    words: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(10)
      .describe('Words or phrases that count as one thing, e.g. ["SSO", "single sign-on"].'),
    account: accountInput.optional(),
    side: sideSchema.optional().describe('Only words of ours, or of customers.'),
    ...rangeInput,
    cursor: cursorInput,
  }),
  output: z.object({
    notice: noticeSchema,
    mentions: z.number(),
    calls: z.number(),
    accounts: z.number(),
    people: z.number().nullable().describe('Who said it; null where it was said too often to look at each.'),
    isExact: z.boolean().describe('False where counting stopped at 10,000 passages.'),
    searchedCalls: z.number().describe('Calls with a transcript that were looked through.'),
    withoutTranscript: z.number(),
    perAccount: z
      .array(z.object({ account: z.string(), mentions: z.number(), calls: z.number() }))
      .describe('On the first page: the accounts with the most mentions. A call of two accounts counts for both.'),
    list: z
      .array(
        callRefSchema.extend({
          mentions: z.number(),
          quote: z.string().nullable().describe('Its first mention, word for word; null beyond the first 200.'),
          url: z.string().describe('Our page, at that mention.'),
        }),
      )
      .describe('Every call, newest first.'),
    url: z.string().describe('The count with its quotes, on our page.'),
    notes: z.array(z.string()),
    cursor: cursorSchema.optional(),
  }),
  limit: 'question',
  async run(services, viewer, { words, account, side, from, to, cursor }, { signal }) {
    const place = cursor === undefined ? null : readAnswerCursor(cursor);
    const narrowed = { ...given({ side }), ...toRange({ from, to }, viewer) };
    const answer = place
      ? await showAnswer(services, viewer, place.answerId)
      : await countMentions(
          services,
          viewer,
          {
            ...{ words, ...narrowed },
            ...(account !== undefined && { accountIds: [await accountNamed(services, viewer, account)] }),
          },
          signal,
        );
    const where = { publicUrl: services.publicUrl(), timeZone: viewer.timeZone };
    // Zero would be told as an exact count.
    if (place && answer.census?.of !== 'mentions')
      throw new AppError(
        'invalid_input',
        'This cursor leads to no count that you may read: it is of another tool, or what you may read has changed. ' +
          'Count again without a cursor.',
      );
    return pageOfCount(answer, answer.census ?? NOTHING, place?.citation ?? 0, where);
  },
});

const NOTHING: Census = { of: 'mentions', mentions: 0, calls: 0, accounts: 0, people: 0, rows: [] };
const MOST_ACCOUNTS = 12;

function pageOfCount(
  answer: Answer,
  { mentions, calls, accounts, people, rows }: Census,
  from: number,
  { publicUrl, timeZone }: { publicUrl: string; timeZone: string },
) {
  const quotes = new Map(
    answer.citations
      .toReversed()
      .map(({ callId, quote, url }) => [String(callId), { quote: cutShort(quote, LONGEST_QUOTE), url }]),
  );
  const { page, shown } = fitPage(rows.slice(from, from + MOST_ROWS), (these) => ({
    notice: NOTICE,
    ...{ mentions, calls, accounts, people },
    isExact: answer.status !== 'partial',
    searchedCalls: answer.searched.calls,
    withoutTranscript: answer.searched.withoutTranscript,
    perAccount: from === 0 ? perAccount(rows) : [],
    list: these.map((row) => ({
      id: row.callId,
      title: cutShort(row.callTitle, LONGEST_TITLE),
      startedAt: inZone(new Date(row.startedAt), timeZone),
      accounts: row.accounts.slice(0, 5),
      mentions: row.mentions,
      quote: quotes.get(row.callId)?.quote ?? null,
      url: quotes.get(row.callId)?.url ?? `${publicUrl}/calls/${row.callId}`,
    })),
    url: `${publicUrl}/answers/${answer.id}`,
    notes: answer.notes.slice(0, 5).map((note) => cutShort(note, 500)),
    ...(from + these.length < rows.length && { cursor: `${answer.id}.0.${from + these.length}` }),
  }));
  return { result: page, shown };
}

const MOST_ROWS = 200;
const LONGEST_QUOTE = 240;

const perAccount = (rows: Census['rows']) =>
  [
    ...Map.groupBy(
      rows.flatMap((row) => row.accounts.map(({ name }) => ({ name, mentions: row.mentions }))),
      ({ name }) => name,
    ),
  ]
    .map(([name, all]) => ({
      account: cutShort(name, LONGEST_TITLE),
      mentions: all.reduce((sum, one) => sum + one.mentions, 0),
      calls: all.length,
    }))
    .sort((a, b) => b.mentions - a.mentions || a.account.localeCompare(b.account))
    .slice(0, MOST_ACCOUNTS);
