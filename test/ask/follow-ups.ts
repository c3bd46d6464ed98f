/**
 * A follow-up takes members over from the question before. Each row: first question, follow-up, the resulting plan
 * (accounts by name, first day, topics, words, side), and the members shown as taken over. Asked on 22 November 2026,
 * UTC.
 */
export type FollowUp = readonly [
  first: string,
  then: string,
  plan: {
    accounts?: string[];
    from?: string | null;
    trackers?: string[];
    terms?: string[];
    side?: string | null;
    type?: string;
  },
  inherited: string[],
];

const ACME = 'What did we discuss with @Acme about pricing this quarter?';
const CONCERNS = 'What concerns did @Acme raise last quarter?';
const COUNT = 'How many calls mentioned the audit log this year?';

export const FOLLOW_UPS: readonly FollowUp[] = [
  // A count of the same thing, whoever is to have said it
  [
    'What did we hear about Crewlattice?',
    'How often did customers mention it?',
    { terms: ['crewlattice'], side: 'customer', type: 'count' },
    ['topic'],
  ],
  // Another account
  [ACME, 'And @Beacon?', { accounts: ['Beacon'], from: '2026-10-01', trackers: ['pricing'] }, ['dates', 'topic']],
  [
    ACME,
    'What about @Beacon?',
    { accounts: ['Beacon'], from: '2026-10-01', trackers: ['pricing'] },
    ['dates', 'topic'],
  ],
  [ACME, 'same for @Beacon', { accounts: ['Beacon'], from: '2026-10-01', trackers: ['pricing'] }, ['dates', 'topic']],
  [
    ACME,
    'And with @Beacon last quarter?',
    { accounts: ['Beacon'], from: '2026-07-01', trackers: ['pricing'] },
    ['topic'],
  ],
  [
    CONCERNS,
    'And @Beacon?',
    { accounts: ['Beacon'], from: '2026-07-01', trackers: ['concerns'], side: 'customer' },
    ['dates', 'topic'],
  ],
  [
    COUNT,
    'And with @Acme?',
    { accounts: ['Acme'], from: '2026-01-01', terms: ['audit', 'log'], type: 'count' },
    ['dates', 'topic'],
  ],
  // Another time
  [ACME, 'And last quarter?', { accounts: ['Acme'], from: '2026-07-01', trackers: ['pricing'] }, ['accounts', 'topic']],
  [
    ACME,
    'What about in May?',
    { accounts: ['Acme'], from: '2026-05-01', trackers: ['pricing'] },
    ['accounts', 'topic'],
  ],
  [
    ACME,
    'How about the last 30 days',
    { accounts: ['Acme'], from: '2026-10-23', trackers: ['pricing'] },
    ['accounts', 'topic'],
  ],
  [
    ACME,
    'only since November',
    { accounts: ['Acme'], from: '2026-11-01', trackers: ['pricing'] },
    ['accounts', 'topic'],
  ],
  [
    CONCERNS,
    'and this quarter?',
    { accounts: ['Acme'], from: '2026-10-01', trackers: ['concerns'], side: 'customer' },
    ['accounts', 'topic'],
  ],
  [COUNT, 'and in 2025?', { accounts: [], from: '2025-01-01', terms: ['audit', 'log'], type: 'count' }, ['topic']],
  [ACME, 'And at any time?', { accounts: ['Acme'], from: null, trackers: ['pricing'] }, ['accounts', 'topic']],
  [
    ACME,
    'Did they ever talk about it?',
    { accounts: ['Acme'], from: null, trackers: ['pricing'] },
    ['accounts', 'topic'],
  ],
  // Another topic
  [
    ACME,
    'And what did they say about competitors?',
    { accounts: ['Acme'], from: '2026-10-01', trackers: ['competitors'], side: 'customer' },
    ['accounts', 'dates'],
  ],
  [
    ACME,
    'What about the audit log?',
    { accounts: ['Acme'], from: '2026-10-01', trackers: [], terms: ['audit', 'log'] },
    ['accounts', 'dates'],
  ],
  [
    ACME,
    'And security?',
    { accounts: ['Acme'], from: '2026-10-01', trackers: [], terms: ['security'] },
    ['accounts', 'dates'],
  ],
  [ACME, 'any concerns?', { accounts: ['Acme'], from: '2026-10-01', trackers: ['concerns'] }, ['accounts', 'dates']],
  [
    CONCERNS,
    'What did we promise them?',
    { accounts: ['Acme'], from: '2026-07-01', terms: ['promise'] },
    ['accounts', 'dates'],
  ],
  [
    CONCERNS,
    'and did they mention a competitor in October?',
    { accounts: ['Acme'], from: '2026-10-01', trackers: ['competitors'] },
    ['accounts'],
  ],
  [
    COUNT,
    'How many mentioned the night view?',
    { accounts: [], from: '2026-01-01', terms: ['night', 'view'], type: 'count' },
    ['dates'],
  ],
  // Words asked of the topic before
  [
    'What did Acme say about the night view?',
    'is it fixed?',
    { accounts: ['Acme'], terms: ['fixed', 'night', 'view'], side: null },
    ['accounts', 'topic'],
  ],
  [
    'What did we discuss with @Acme about the export?',
    'who gave it to them?',
    { accounts: ['Acme'], terms: ['gave', 'export'], type: 'who' },
    ['accounts', 'topic'],
  ],
  [
    'What about the depot in the south?',
    'did anyone of @Acme go there?',
    { accounts: ['Acme'], terms: ['go', 'depot', 'south'] },
    ['topic'],
  ],
  [
    ACME,
    'how much does it cost?',
    { accounts: ['Acme'], from: '2026-10-01', trackers: ['pricing'] },
    ['accounts', 'dates', 'topic'],
  ],
  // Another way of looking at the same
  [
    ACME,
    'What did the customer say?',
    { accounts: ['Acme'], from: '2026-10-01', trackers: ['pricing'], side: 'customer' },
    ['accounts', 'dates', 'topic'],
  ],
  [
    ACME,
    'How many calls was that?',
    { accounts: ['Acme'], from: '2026-10-01', trackers: ['pricing'], type: 'count' },
    ['accounts', 'dates', 'topic'],
  ],
  [
    ACME,
    'Summarize it',
    { accounts: ['Acme'], from: '2026-10-01', trackers: ['pricing'], type: 'summarize' },
    ['accounts', 'dates', 'topic'],
  ],
  [
    ACME,
    'List every mention',
    { accounts: ['Acme'], from: '2026-10-01', trackers: ['pricing'], type: 'list' },
    ['accounts', 'dates', 'topic'],
  ],
  [
    ACME,
    'Who said that?',
    { accounts: ['Acme'], from: '2026-10-01', trackers: ['pricing'], type: 'who' },
    ['accounts', 'dates', 'topic'],
  ],
  // Saying otherwise
  [ACME, 'And all other customers?', { accounts: [], from: '2026-10-01', trackers: ['pricing'] }, ['dates', 'topic']],
  [ACME, 'Which customers mentioned pricing?', { accounts: [], from: '2026-10-01', trackers: ['pricing'] }, ['dates']],
  [
    ACME,
    'What did anyone say about onboarding across all accounts?',
    { accounts: [], from: '2026-10-01', terms: ['onboarding'] },
    ['dates'],
  ],
  [
    ACME,
    'What did we discuss with @Beacon about onboarding last year?',
    { accounts: ['Beacon'], from: '2025-01-01', terms: ['onboarding'] },
    [],
  ],
  [
    CONCERNS,
    'Summarize pricing conversations across all customers of all time',
    { accounts: [], from: null, trackers: ['pricing'], type: 'summarize' },
    [],
  ],
];
