const acme = { id: 'acc_1', name: 'Acme' };
const citation = (n: number, callId: string, startMs: number, quote: string) => ({
  n,
  callId,
  callTitle: callId === '1' ? 'Pilot' : 'Renewal',
  startedAt: callId === '1' ? '2026-11-02T10:00:00.000Z' : '2026-11-09T10:00:00.000Z',
  accounts: [acme],
  speaker: { name: 'Tove Brandt', side: 'customer' },
  startMs,
  endMs: startMs + 2000,
  quote,
  url: `https://here/calls/${callId}?at=${startMs}&to=${startMs + 2000}`,
  gongUrl: null,
});
const FIRST_PLAN = {
  accounts: [acme],
  people: [],
  from: null,
  to: null,
  when: null,
  side: null,
  trackers: [{ id: 'pricing', name: 'Pricing' }],
  phrases: [],
  terms: ['pricing'],
  warnings: [],
};
const PLAN = {
  ...FIRST_PLAN,
  type: 'said',
  census: 'mentions',
  ranges: [],
  runs: ['pricing'],
  meaning: 'about pricing',
};

/** As stored by the first version: without counts, nearest moments and sources, and with a plan of few members. */
export const FIRST = {
  question: 'What did we discuss with @Acme about pricing?',
  status: 'answered',
  text: 'On pricing with Acme: 2 moments in 2 calls, quoted word for word.\n\n**Acme · Pilot, 2 November 2026**\n- Tove Brandt (Acme): “The price is too high for us.” [1]\n\n**Acme · Renewal, 9 November 2026**\n- Tove Brandt (Acme): “We pay ten euros a seat.” [2]',
  claims: [
    { text: 'Tove Brandt (Acme): “The price is too high for us.”', citations: [1] },
    { text: 'Tove Brandt (Acme): “We pay ten euros a seat.”', citations: [2] },
  ],
  removed: [],
  suggestions: [],
  citations: [citation(1, '1', 0, 'The price is too high for us.'), citation(2, '2', 0, 'We pay ten euros a seat.')],
  plan: FIRST_PLAN,
  searched: { calls: 2, segments: 4 },
  model: null,
  timingsMs: { total: 12 },
};

const later = {
  ...FIRST,
  citations: FIRST.citations.map((one) => ({ ...one, source: 'same' })),
  nearest: null,
  census: null,
  usage: null,
  notes: [] as string[],
  plan: { ...PLAN, added: [], inherited: [] },
  searched: { calls: 2, segments: 4, inScope: 3, withoutTranscript: 1 },
};

/** A shortened summary worded by a model, with the silent calls listed below. */
export const SUMMARY = {
  ...later,
  question: 'Summarize pricing conversations',
  status: 'partial',
  text: 'The model went away. Calls that it did not answer for are quoted.\n\nOn pricing: 3 calls in scope, 2 searched one by one, 1 with something to it.\n\n- It costs too much. [1]\n\n**Acme · Pilot, 2 November 2026**\n- It costs too much. [1]\n\nNothing about pricing was found in 1 call:\n- Acme · Renewal, 9 November 2026\n\nWithout a transcript:\n- Acme · Late, 10 November 2026',
  claims: [
    { text: 'It costs too much.', citations: [1] },
    { text: 'It costs too much.', citations: [1] },
  ],
  model: 'small',
  usage: { requests: 3, inputTokens: 900, outputTokens: 80, cost: null },
  notes: ['The model went away. Calls that it did not answer for are quoted.'],
};

const rows = [
  { callId: '2', callTitle: 'Renewal', startedAt: '2026-11-09T10:00:00.000Z', accounts: [acme], mentions: 1 },
  { callId: '1', callTitle: 'Pilot', startedAt: '2026-11-02T10:00:00.000Z', accounts: [acme], mentions: 2 },
];
export const COUNT = {
  ...later,
  question: 'Which customers mentioned "price"?',
  text: '“price” came up 3 times in 2 calls with 1 account (of 3 calls).\n\n- **Acme**: 3 mentions in 2 calls [1][2]',
  census: { of: 'accounts', mentions: 3, calls: 2, accounts: 1, people: 1, rows },
};
export const CALLS = {
  ...later,
  question: 'How many calls did we have with @Acme?',
  text: '2 calls with 1 account for Acme (of 2 calls).\n\n- Acme · Renewal, 9 November 2026\n- Acme · Pilot, 2 November 2026',
  claims: [],
  citations: [],
  census: {
    of: 'calls',
    mentions: 0,
    calls: 2,
    accounts: 1,
    people: null,
    rows: rows.map((row) => ({ ...row, mentions: 0 })),
  },
};
export const CHOICE = {
  ...later,
  question: 'What worries @Acm about prices?',
  status: 'needs_choice',
  text: '@Acm could be Acme or Acmeco. Which one do you mean?',
  claims: [],
  citations: [],
  choices: [
    {
      mention: '@Acm',
      candidates: [
        { id: 'acc_1', name: 'Acme', domains: [] },
        { id: 'acc_2', name: 'Acmeco', domains: [] },
      ],
    },
  ],
};
export const NOTHING = {
  ...later,
  question: 'What did we discuss this quarter?',
  status: 'not_found',
  text: 'There are no calls in the time asked about (this quarter: since 1 October 2026) yet. Last quarter (1 July 2026 to 30 September 2026) has 2 calls: ask about that instead.',
  claims: [],
  citations: [],
  nearest: { ...later.citations[0], n: 0 },
  suggestions: ['Summarize pricing conversations from last quarter'],
};
