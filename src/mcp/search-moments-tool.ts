import { z } from 'zod';
import { toRange } from '../asked-range.ts';
import { callKindSchema, sideSchema } from '../call.ts';
import { given } from '../given.ts';
import type { SearchRequest } from '../search/search-request.ts';
import type { FoundSegment } from '../search/search-result.ts';
import { searchSegments } from '../search/search-segments.ts';
import { accountInput, cursorInput, personInput, rangeInput } from './asked-input.ts';
import { defineTool } from './mcp-tool.ts';
import { cursorSchema, momentSchema, NOTICE, noticeSchema, toCallRef, toLine } from './said.ts';
import { fitPage } from './tool-result.ts';
import { accountNamed, personNamed } from './who-is-named.ts';

/** A cursor names what was shown, so it grows; past this it would take the page's room. */
const LONGEST_CURSOR = 4000;

export const searchMomentsTool = defineTool({
  name: 'search_moments',
  title: 'Search what was said',
  description:
    'Finds moments of recorded calls by words, best first, each word for word with speaker, call and link. Use it to ' +
    'look for evidence yourself; `ask` composes a whole answer. Plain words rank; `"exact phrase"`, `-word`, `OR`, ' +
    '`speaker:name` (whose words), `tracker:name` and `in:title` narrow. `near` has what means the same in other words. ' +
    'It sees transcripts alone: nothing that was shown on a screen, written in mail or chat, or said off the record, ' +
    'and no call that you may not read. Finding nothing proves no silence: see `coverage`. For exact numbers use count_mentions.',
  input: z.object({
    query: z.string().min(1).max(1000).describe('E.g. `"price cap" renewal -training`'),
    account: accountInput.optional(),
    person: personInput.optional(),
    side: sideSchema.optional().describe('Whose words: ours, or customers’.'),
    kind: callKindSchema.optional(),
    ...rangeInput,
    limit: z.number().int().min(1).max(25).default(10),
    cursor: cursorInput,
  }),
  output: z.object({
    notice: noticeSchema,
    total: z.number().describe('Moments found.'),
    isTotalExact: z.boolean().describe('False where only the first 10,000 were counted.'),
    moments: z.array(
      momentSchema.extend({
        isDirect: z.boolean().describe('False: the words stand in the title or just before, not in `said` itself.'),
      }),
    ),
    near: z.array(momentSchema).describe('Beside the first page: other words for it; not among the total.'),
    didYouMean: z.string().nullable(),
    warnings: z.array(z.string()).describe('How the query was read, where that may surprise.'),
    cursor: cursorSchema.optional(),
  }),
  async run(services, viewer, { query, account, person, side, kind, from, to, limit, cursor }) {
    const request: SearchRequest = {
      ...{ query, limit },
      ...given({ side, kind, cursor }),
      ...toRange({ from, to }, viewer),
      ...(account !== undefined && { accountIds: [await accountNamed(services, viewer, account)] }),
      ...(person !== undefined && { personIds: [await personNamed(services, viewer, person)] }),
    };
    let found = await searchSegments(services, viewer, request);
    const toMoment = (one: FoundSegment) => ({
      ...toLine(one.segment, { publicUrl: services.publicUrl() }),
      call: toCallRef(one.call, viewer.timeZone),
    });
    const toPage = (shown: FoundSegment[]) => {
      const hits = shown.slice(0, found.hits.length);
      const next = found.cursor !== null && found.cursor.length <= LONGEST_CURSOR ? found.cursor : null;
      return {
        notice: NOTICE,
        total: found.total,
        isTotalExact: found.isTotalExact,
        moments: hits.map((hit) => ({ ...toMoment(hit), isDirect: hit.isDirect })),
        near: shown.slice(found.hits.length).map(toMoment),
        didYouMean: found.didYouMean,
        warnings: [...found.plan.warnings, ...(found.cursor !== next ? [NO_FURTHER] : [])],
        ...(next !== null && { cursor: next }),
      };
    };
    const everything = () => [...found.hits, ...found.near];
    const { page, shown } = fitPage(everything(), toPage);
    if (shown >= found.hits.length) return { result: page, shown };
    // The cursor of a whole page would skip what had no room.
    found = await searchSegments(services, viewer, { ...request, limit: shown });
    const shorter = fitPage(found.hits, toPage);
    return { result: shorter.page, shown: shorter.shown };
  },
});

const NO_FURTHER = 'There is more, but no further page: narrow the query, the account or the time.';
