/**
 * Questions for a number about the invented world, and what to count. The right number is written nowhere: a plain loop
 * over the viewer's transcripts makes it. A mention is one place of the words; calls, accounts and people count once
 * each, however many mentions they hold. Asked at `AS_OF` by Robin Vantongel; days are the demo's, in Europe/Berlin.
 */
export type CountQuestion = {
  question: string;
  unit: 'mentions' | 'calls' | 'accounts' | 'people';
  /**
   * Any of these counts: a word in its grammatical forms (plural, tense), or words next to each other. Derived words
   * are no forms: neither "expensive" of "expense" nor "release" of "lease".
   */
  words: readonly string[];
  /** The side whose words count; null: everybody's. */
  side: 'customer' | 'us' | null;
  /** Full names of the customers whose calls count; none: every call, internal calls too. */
  accounts: readonly string[];
  /** Full names of the only speakers to count. */
  people?: readonly string[];
  /** First day, inclusive. */
  from?: string;
  /** Last day, exclusive. */
  to?: string;
};

/** The day of the demo's record: the demo's calls are dated back from here. */
export const AS_OF = '2026-11-22T12:00:00.000Z';

export const COUNT_QUESTIONS: readonly CountQuestion[] = [
  // Times a word was said
  {
    question: 'How many times was Dutyboard mentioned?',
    unit: 'mentions',
    words: ['Dutyboard'],
    side: null,
    accounts: [],
  },
  {
    question: 'How many times did customers say budget?',
    unit: 'mentions',
    words: ['budget'],
    side: 'customer',
    accounts: [],
  },
  {
    question: 'how often does crewlattice come up',
    unit: 'mentions',
    words: ['Crewlattice'],
    side: null,
    accounts: [],
  },
  {
    question: 'How frequently is Tempova brought up by customers?',
    unit: 'mentions',
    words: ['Tempova'],
    side: 'customer',
    accounts: [],
  },
  { question: 'count mentions of "side letter"', unit: 'mentions', words: ['side letter'], side: null, accounts: [] },
  {
    question: 'How many times did Lee bring up the cap?',
    unit: 'mentions',
    words: ['cap'],
    side: null,
    accounts: [],
    people: ['Lee Marchetti'],
  },
  {
    question: 'how often did Pellworth say outage in total?',
    unit: 'mentions',
    words: ['outage'],
    side: 'customer',
    accounts: ['Pellworth Grocers'],
  },
  {
    question: 'How often did Brightwater Dairy bring up single sign-on or SSO?',
    unit: 'mentions',
    words: ['single sign-on', 'SSO'],
    side: 'customer',
    accounts: ['Brightwater Dairy'],
  },
  {
    question: 'tell me the number of times "no promises" was said',
    unit: 'mentions',
    words: ['no promises'],
    side: null,
    accounts: [],
  },
  {
    question: 'pls count how often Crewlattice gets named on our calls with Halvorsen Marine',
    unit: 'mentions',
    words: ['Crewlattice'],
    side: null,
    accounts: ['Halvorsen Marine'],
  },
  {
    question: 'how mny times was nurses mentoined',
    unit: 'mentions',
    words: ['nurse'],
    side: null,
    accounts: [],
  },
  {
    question: 'How many times was Ilse mentioned by name?',
    unit: 'mentions',
    words: ['Ilse'],
    side: null,
    accounts: [],
  },
  {
    question: 'How many mentions of release are there?',
    unit: 'mentions',
    words: ['release'],
    side: null,
    accounts: [],
  },
  // A broken promise is a mention of "promise" like any other: forms count, senses do not.
  {
    question: 'What is the total count of the word promise across all calls?',
    unit: 'mentions',
    words: ['promise'],
    side: null,
    accounts: [],
  },
  {
    question: 'Hi there, could you kindly check how many times the word holiday has been used since September? Thanks!',
    unit: 'mentions',
    words: ['holiday'],
    side: null,
    accounts: [],
    from: '2026-09-01',
  },
  {
    question: 'How many times was the word invoice used by Acme’s people this year?',
    unit: 'mentions',
    words: ['invoice'],
    side: 'customer',
    accounts: ['Acme'],
    from: '2026-01-01',
    to: '2027-01-01',
  },
  {
    question: 'How many times did we mention quiet hours to customers?',
    unit: 'mentions',
    words: ['quiet hours'],
    side: 'us',
    accounts: [],
  },
  {
    question: 'How many times did the customer side say "concern" in Q3?',
    unit: 'mentions',
    words: ['concern'],
    side: 'customer',
    accounts: [],
    from: '2026-07-01',
    to: '2026-10-01',
  },
  {
    question: 'Can you count how many times Robin said "I will ask"?',
    unit: 'mentions',
    words: ['I will ask'],
    side: null,
    accounts: [],
    people: ['Robin Vantongel'],
  },
  {
    question: 'How many times is Salla mentioned on calls with Pellworth Grocers?',
    unit: 'mentions',
    words: ['Salla'],
    side: null,
    accounts: ['Pellworth Grocers'],
  },
  { question: 'proposal: how many mentions?', unit: 'mentions', words: ['proposal'], side: null, accounts: [] },
  // Whether something was ever said is answered by how often, nought included.
  {
    question: 'Did anyone ever mention blockchain?',
    unit: 'mentions',
    words: ['blockchain'],
    side: null,
    accounts: [],
  },
  {
    question: 'has anybody ever said anything about stocktake',
    unit: 'mentions',
    words: ['stocktake'],
    side: null,
    accounts: [],
  },
  { question: 'any mention of a lease anywhere?', unit: 'mentions', words: ['lease'], side: null, accounts: [] },
  {
    question: 'Did customers ever talk about expenses?',
    unit: 'mentions',
    words: ['expense'],
    side: 'customer',
    accounts: [],
  },
  {
    question: 'Was a data processing agreement ever mentioned, and how many times?',
    unit: 'mentions',
    words: ['data processing agreement'],
    side: null,
    accounts: [],
  },
  {
    question: 'did any customer ever bring up apples',
    unit: 'mentions',
    words: ['apple'],
    side: 'customer',
    accounts: [],
  },
  // Calls
  { question: 'How many calls mention discount?', unit: 'calls', words: ['discount'], side: null, accounts: [] },
  {
    question: 'number of calls where the works council came up',
    unit: 'calls',
    words: ['works council'],
    side: null,
    accounts: [],
  },
  { question: 'Count of calls with the word overtime', unit: 'calls', words: ['overtime'], side: null, accounts: [] },
  { question: 'In how many calls did we say sorry?', unit: 'calls', words: ['sorry'], side: 'us', accounts: [] },
  {
    question: 'In how many calls with Acme was the budget a topic?',
    unit: 'calls',
    words: ['budget'],
    side: null,
    accounts: ['Acme'],
  },
  {
    question: 'Can you tell me how many Calls had the word rehearsal in it?',
    unit: 'calls',
    words: ['rehearsal'],
    side: null,
    accounts: [],
  },
  {
    question: 'How many of the calls last month mentioned text messages?',
    unit: 'calls',
    words: ['text message'],
    side: null,
    accounts: [],
    from: '2026-10-01',
    to: '2026-11-01',
  },
  {
    question: 'How many calls contain the word increase?',
    unit: 'calls',
    words: ['increase'],
    side: null,
    accounts: [],
  },
  {
    question: 'how many calls talk about the order form or the purchase order',
    unit: 'calls',
    words: ['order form', 'purchase order'],
    side: null,
    accounts: [],
  },
  {
    question: 'Could you please tell me in how many conversations the term "penetration test" was used?',
    unit: 'calls',
    words: ['penetration test'],
    side: null,
    accounts: [],
  },
  {
    question: 'how many calls did the name Conrad come up in?',
    unit: 'calls',
    words: ['Conrad'],
    side: null,
    accounts: [],
  },
  {
    question: "In which calls did someone say 'wrong horse'?",
    unit: 'calls',
    words: ['wrong horse'],
    side: null,
    accounts: [],
  },
  {
    question: 'list every call that mentions a wall screen',
    unit: 'calls',
    words: ['wall screen'],
    side: null,
    accounts: [],
  },
  {
    question: 'in how many calls before September did the price list come up',
    unit: 'calls',
    words: ['price list'],
    side: null,
    accounts: [],
    to: '2026-09-01',
  },
  {
    question: 'On how many calls did Halvorsen Marine bring up offline?',
    unit: 'calls',
    words: ['offline'],
    side: 'customer',
    accounts: ['Halvorsen Marine'],
  },
  {
    question: 'Dutyboard: how many calls in July?',
    unit: 'calls',
    words: ['Dutyboard'],
    side: null,
    accounts: [],
    from: '2026-07-01',
    to: '2026-08-01',
  },
  {
    question: 'How frequently do our calls with Corvane contain Tempova? I mean the number of calls',
    unit: 'calls',
    words: ['Tempova'],
    side: null,
    accounts: ['Corvane Logistics'],
  },
  {
    question: 'how many conversations mention snow and when',
    unit: 'calls',
    words: ['snow'],
    side: null,
    accounts: [],
  },
  // Customers
  {
    question: 'Which customers mentioned an audit log?',
    unit: 'accounts',
    words: ['audit log'],
    side: 'customer',
    accounts: [],
  },
  {
    question: 'How many customers talked about a price increase?',
    unit: 'accounts',
    words: ['price increase'],
    side: 'customer',
    accounts: [],
  },
  {
    question: 'How many customers brought up Crewlattice this quarter?',
    unit: 'accounts',
    words: ['Crewlattice'],
    side: 'customer',
    accounts: [],
    from: '2026-10-01',
    to: '2027-01-01',
  },
  {
    question: 'how many accounts have mentioned a union or a works council',
    unit: 'accounts',
    words: ['union', 'works council'],
    side: 'customer',
    accounts: [],
  },
  {
    question: 'Which accounts ever spoke of pigeons?',
    unit: 'accounts',
    words: ['pigeon'],
    side: 'customer',
    accounts: [],
  },
  {
    question: 'number of customers naming Dutyboard',
    unit: 'accounts',
    words: ['Dutyboard'],
    side: 'customer',
    accounts: [],
  },
  {
    question: 'How many different customers used the word export?',
    unit: 'accounts',
    words: ['export'],
    side: 'customer',
    accounts: [],
  },
  // Said by anyone on a customer's calls: the customer need not have said the words.
  {
    question: 'At how many customers was coffee mentioned on a call?',
    unit: 'accounts',
    words: ['coffee'],
    side: null,
    accounts: [],
  },
  // People
  { question: 'Who brought up the works council?', unit: 'people', words: ['works council'], side: null, accounts: [] },
  {
    question: 'Which of our people talked about Dutyboard?',
    unit: 'people',
    words: ['Dutyboard'],
    side: 'us',
    accounts: [],
  },
  { question: 'how many ppl said coffee', unit: 'people', words: ['coffee'], side: null, accounts: [] },
  {
    question: 'Who at Acme has said overtime so far?',
    unit: 'people',
    words: ['overtime'],
    side: 'customer',
    accounts: ['Acme'],
  },
  {
    question: 'how many diff people mentioned the napkin?',
    unit: 'people',
    words: ['napkin'],
    side: null,
    accounts: [],
  },
  {
    question: 'who on our side has used the word clause',
    unit: 'people',
    words: ['clause'],
    side: 'us',
    accounts: [],
  },
  {
    question: 'How many people on the customer side ever named Crewlattice since the start of the year?',
    unit: 'people',
    words: ['Crewlattice'],
    side: 'customer',
    accounts: [],
    from: '2026-01-01',
  },
  // The present perfect: the name is the speaker, and no word to count
  {
    question: 'has tove ever mentioned the penetration test?',
    unit: 'mentions',
    words: ['penetration test'],
    side: null,
    accounts: [],
    people: ['Tove Brandelius'],
  },
  {
    question: 'has Robin ever talked about a discount?',
    unit: 'mentions',
    words: ['discount'],
    side: null,
    accounts: [],
    people: ['Robin Vantongel'],
  },
  {
    question: 'has pellworth ever mentioned christmas',
    unit: 'mentions',
    words: ['christmas'],
    side: 'customer',
    accounts: ['Pellworth Grocers'],
  },
  {
    question: 'has conrad ever mentioned tempova?',
    unit: 'mentions',
    words: ['tempova'],
    side: null,
    accounts: [],
    people: ['Conrad Ibsley'],
  },
  {
    question: 'has Signe mentioned Dutyboard',
    unit: 'mentions',
    words: ['Dutyboard'],
    side: null,
    accounts: [],
    people: ['Signe Aukland'],
  },
  // "That is fine" tells of no fine.
  {
    question: 'how often were fines mentioned',
    unit: 'mentions',
    words: ['fines', 'a fine since'],
    side: null,
    accounts: [],
  },
  { question: 'did outages come up at all', unit: 'mentions', words: ['outage'], side: null, accounts: [] },
  {
    question: 'How often has Signe Aukland brought up Dutyboard?',
    unit: 'mentions',
    words: ['dutyboard'],
    side: null,
    accounts: [],
    people: ['Signe Aukland'],
  },
  {
    question: 'Has Acme ever been mentioned?',
    unit: 'mentions',
    words: ['acme'],
    side: null,
    accounts: [],
  },
  // Words that say little, and are what is asked for
  {
    question: 'how many times did ilse say no',
    unit: 'mentions',
    words: ['no'],
    side: null,
    accounts: [],
    people: ['Ilse Quandt'],
  },
  {
    question: 'how often did lee say thank you',
    unit: 'mentions',
    words: ['thank you'],
    side: null,
    accounts: [],
    people: ['Lee Marchetti'],
  },
  {
    question: 'how many times did anyone say yes',
    unit: 'mentions',
    words: ['yes'],
    side: null,
    accounts: [],
  },
  {
    question: 'How often did we say no to @Velmora Hotels?',
    unit: 'mentions',
    words: ['no'],
    side: 'us',
    accounts: ['Velmora Hotels'],
  },
  {
    question: 'how many customers said yes',
    unit: 'accounts',
    words: ['yes'],
    side: 'customer',
    accounts: [],
  },
];
