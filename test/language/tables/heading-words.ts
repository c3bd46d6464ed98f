import type * as HeadingWords from '../../../src/language/heading-words.ts';
import { stemOf } from '../../../src/language/words.ts';
import { type Row, tableOf } from '../table.ts';

const HEADINGS = [
  ...['now', 'earlier', 'later', 'today', 'overall', 'risks', 'actions', 'items', 'steps', 'decisions'],
  ...['timeline', 'reasons', 'changes', 'differences', 'other', 'existing', 'current', 'new', 'next', 'background'],
  ...['context', 'evidence', 'details', 'outlook', 'plans', 'response', 'impact', 'effects', 'size', 'use', 'view'],
  ...['caveats', 'questions', 'examples', 'summary', 'status'],
];
const OTHERS = ['fraud', 'pricing', 'acme'];

export const TABLES = [
  // Words of headings that say nothing of their own.
  tableOf<typeof HeadingWords>('language/heading-words.ts', {
    rows: [...HEADINGS.map((word): Row => [word, true]), ...OTHERS.map((word): Row => [word, false])],
    read: ({ isOfHeadings }, word) => isOfHeadings(stemOf(word)),
  }),
];
