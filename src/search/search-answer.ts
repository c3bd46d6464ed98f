import { z } from 'zod';
import { callSummarySchema } from '../call-summary.ts';
import { speakerSchema } from '../citation.ts';
import { spokenSegmentSchema } from '../segment.ts';
import { searchFacetsSchema } from './search-facets.ts';
import { type FoundSegment, findingSchema, type SearchResult, searchOutcomeSchema } from './search-result.ts';

const momentSchema = spokenSegmentSchema
  .pick({ startMs: true, endMs: true })
  .extend({ speaker: speakerSchema, ...findingSchema.shape });

export const searchHitSchema = momentSchema.extend({
  callId: callSummarySchema.shape.id,
  callTitle: callSummarySchema.shape.title,
  ...callSummarySchema.pick({ startedAt: true, accounts: true }).shape,
  moments: z
    .array(momentSchema)
    .optional()
    .meta({ description: "Grouped by call: the call's best three moments, the hit's own first." }),
});

export const searchAnswerSchema = searchOutcomeSchema
  .extend({
    hits: z.array(searchHitSchema),
    near: z.array(searchHitSchema).meta({
      description: 'Beside the first page: what means the query in other words, nearest first; not among `total`.',
    }),
    cursor: z.string().optional().meta({ description: 'For the next page of the same request.' }),
    facets: searchFacetsSchema.optional(),
  })
  .meta({ id: 'SearchAnswer' });

/** For the API and the command line. */
export const toSearchAnswer = ({
  hits,
  near,
  cursor,
  facets,
  ...outcome
}: SearchResult): z.input<typeof searchAnswerSchema> =>
  z.encode(searchAnswerSchema, {
    ...outcome,
    hits: hits.map(({ moments, ...hit }) => ({ ...toHit(hit), ...(moments && { moments: moments.map(toMoment) }) })),
    near: near.map(toHit),
    ...(cursor !== null && { cursor }),
    ...(facets && { facets }),
  });

export const toHit = (found: FoundSegment) => ({
  callId: found.call.id,
  callTitle: found.call.title,
  startedAt: found.call.startedAt,
  accounts: found.call.accounts,
  ...toMoment(found),
});

const toMoment = ({ segment, text, highlights, score, isDirect }: FoundSegment): z.output<typeof momentSchema> => ({
  speaker: segment.speaker,
  startMs: segment.startMs,
  endMs: segment.endMs,
  text,
  highlights,
  score,
  isDirect,
});
