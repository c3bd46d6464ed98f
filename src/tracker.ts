import type { Side } from './call.ts';

/** A named topic with the terms that show it. */
export type Tracker = {
  id: string;
  name: string;
  /** Words, found in every form, and phrases, whose words must stand next to each other. */
  terms: string[];
  /** Words by which a question names the topic. */
  cues: string[];
  /** Only what that side says counts; null: whoever says it. */
  side: Side | null;
  /** Only calls with these accounts count; empty: all calls. */
  accountIds: string[];
};

/**
 * The topics that every organization starts with. The competitors tracker ships generic terms only: an admin adds the names.
 */
const TOPICS: readonly Pick<Tracker, 'id' | 'name' | 'terms' | 'cues'>[] = [
  {
    id: 'pricing',
    name: 'Pricing',
    cues: [
      'pricing',
      'price',
      'prices',
      'priced',
      'cost',
      'costs',
      'costing',
      'discount',
      'discounts',
      'budget',
      'fee',
      'fees',
      'quote',
      'quotes',
      'commercials',
    ],
    terms: [
      'price',
      'pricing',
      'discount',
      'cost',
      'budget',
      'fee',
      'quote',
      'per seat',
      'per user',
      'per month',
      'per year',
      'list price',
      'percent off',
      'expensive',
      'cheaper',
      'invoice',
      'tier',
      'uplift',
      'rebate',
      'price increase',
      'price cap',
    ],
  },
  {
    id: 'competitors',
    name: 'Competitors',
    cues: ['competitor', 'competitors', 'competition', 'competitive', 'competing', 'rival', 'rivals'],
    terms: [
      'competitor',
      'competition',
      'competing',
      'rival',
      'alternative',
      'other vendor',
      'another vendor',
      'other supplier',
      'switch to',
      'shortlist',
      'incumbent',
      'evaluating',
      'head to head',
      'market share',
    ],
  },
  {
    id: 'concerns',
    name: 'Concerns',
    cues: [
      'concern',
      'concerns',
      'concerned',
      'worry',
      'worries',
      'worried',
      'objection',
      'objections',
      'risk',
      'risks',
      'complaint',
      'complaints',
      'issue',
      'issues',
      'problem',
      'problems',
      'blocker',
      'blockers',
      'challenge',
      'challenges',
      'headwinds',
      'pressure',
      'pain',
      'trouble',
      'troubles',
      'fear',
      'fears',
      'afraid',
      'nervous',
      'struggle',
      'struggling',
      'hurts',
      'hurting',
      'dragging',
      'squeezing',
      'squeezed',
    ],
    terms: [
      'concern',
      'worry',
      'worried',
      'risk',
      'problem',
      'issue',
      'afraid',
      'nervous',
      'blocker',
      'frustrating',
      'disappointed',
      'unhappy',
      'not comfortable',
      'uncomfortable',
      'hesitant',
      'pushback',
      'challenge',
      'difficult',
      'deal breaker',
      'uncertain',
      'headwind',
      'pressure',
      'delay',
      'outage',
      'shortage',
    ],
  },
];

export const BUILT_IN_TRACKERS: readonly Tracker[] = TOPICS.map((topic) => ({ ...topic, side: null, accountIds: [] }));

export const isBuiltInTracker = (id: string): boolean => TOPICS.some((topic) => topic.id === id);
