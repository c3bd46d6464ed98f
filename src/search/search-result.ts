import { z } from 'zod';
import { callKindSchema, platformSchema, sideSchema } from '../call.ts';
import type { CallSummary } from '../call-summary.ts';
import { isoDate } from '../iso-date.ts';
import { namedSchema } from '../named.ts';
import type { SpokenSegment } from '../segment.ts';
import { searchFacetsSchema } from './search-facets.ts';

/** What search tells of a segment that it found. */
export const findingSchema = z.object({
  text: z.string(),
  highlights: z
    .array(z.object({ start: z.number(), end: z.number() }))
    .meta({ description: 'Spans of `text`, in UTF-16 units.' }),
  score: z.number().meta({
    description: 'From 0 to 1: a share of the best of its list, or how near it is in meaning; 0 where time ranks.',
  }),
  isDirect: z.boolean().meta({
    description: 'Found by what it says itself or who says it; otherwise by what was said just before or by the title.',
  }),
});

/** A hit with its words. */
export type FoundSegment = z.infer<typeof findingSchema> & { call: CallSummary; segment: SpokenSegment };

/** Grouped by call, a hit is the call's best moment, and `moments` are its best three, itself among them. */
export type SearchHit = FoundSegment & { moments?: FoundSegment[] };

/** What was understood of the query. */
export const searchPlanSchema = z.object({
  accounts: z.array(namedSchema),
  people: z.array(namedSchema),
  from: isoDate.nullable(),
  to: isoDate.nullable(),
  side: sideSchema.nullable(),
  kind: callKindSchema.nullable(),
  platforms: z.array(platformSchema),
  trackers: z.array(namedSchema),
  speakers: z.array(z.string()),
  isInTitle: z.boolean(),
  terms: z.array(z.string()),
  phrases: z.array(z.string()),
  alternatives: z.array(z.array(z.string())),
  excluded: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type SearchPlan = z.infer<typeof searchPlanSchema>;

/** What a search tells beside its hits. Where more is found than a page holds, a cursor leads to the next one. */
export const searchOutcomeSchema = z.object({
  total: z.number().meta({ description: 'Segments found, or calls when grouped by call.' }),
  isTotalExact: z.boolean().meta({ description: 'False for very many segments: there are at least so many.' }),
  plan: searchPlanSchema,
  didYouMean: z
    .string()
    .nullable()
    .meta({ description: 'The query with misspelt words as they were said, beside the first page.' }),
  cursor: z.string().nullable(),
  facets: searchFacetsSchema.nullable(),
});
export type SearchResult = z.infer<typeof searchOutcomeSchema> & {
  hits: SearchHit[];
  /** Beside the first page: what means the query in other words, nearest first. */
  near: FoundSegment[];
};
