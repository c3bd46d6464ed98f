import { z } from 'zod';
import { instantSchema, type WithInstants } from '../asked-range.ts';
import { callKindSchema, platformSchema, sideSchema } from '../call.ts';
import type { Given } from '../given.ts';

export const LONGEST_QUERY = 4000;
const MOST_IDS = 100;
/** Cursors grow with what was shown, and end growing at a thousand results. */
const LONGEST_CURSOR = 20_000;

const ids = z.array(z.string()).max(MOST_IDS).optional();

/** How found moments are listed: one by one, or a hit for each call. */
export type GroupBy = (typeof GROUP_BY)[number];
const GROUP_BY = ['segment', 'call'] as const;

export const MOST_HITS = 100;
/** What is taken of a request that does not say. */
export const SEARCH_DEFAULTS = { groupBy: 'segment', facets: false, limit: 20 } as const;

/** What is looked for, and how it is shown, as it is sent. */
export const searchRequestSchema = z
  .object({
    query: z.string().max(LONGEST_QUERY).meta({
      example: 'renewal "price cap" OR "price freeze" -training speaker:tove after:2026-01',
      description:
        'Plain words rank and date words set the range; `"phrase"`, `-word`, `OR`, `@Account`, `account:`, `speaker:`, `side:`, `kind:`, `platform:`, `tracker:`, `before:`, `after:` and `in:title` are operators.',
    }),
    accountIds: ids,
    personIds: ids.meta({ description: 'People on the call.' }),
    side: sideSchema.optional(),
    kind: callKindSchema.optional(),
    platforms: z.array(platformSchema).optional(),
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    trackers: ids.meta({ description: 'Ids of trackers; each must find the segment.' }),
    asOf: instantSchema.optional(),
    groupBy: z.enum(GROUP_BY).default(SEARCH_DEFAULTS.groupBy),
    facets: z.boolean().default(SEARCH_DEFAULTS.facets),
    limit: z.number().int().min(1).max(MOST_HITS).default(SEARCH_DEFAULTS.limit),
    cursor: z.string().max(LONGEST_CURSOR).optional(),
  })
  .meta({ id: 'SearchRequest' });
export type SearchRequest = Given<WithInstants<z.input<typeof searchRequestSchema>>>;
