/**
 * Questions with a time inside, and the meaning of the time:
 * - `calls`: the time of asking, speaking or meeting; limits the calls to search
 * - `words`: a time of the subject, such as a budget or a go-live; narrows nothing, and its words are searched
 * - `either`: both make sense; the evidence of both is wanted, and the plan shows both
 *
 * Days and months are UTC's. A fiscal year begins in January unless the row says otherwise.
 */
export type TimeQuestion = {
  question: string;
  /** The moment of asking, and the latest possible time of a call. */
  now: string;
  reading: 'calls' | 'words' | 'either';
  /** First day or moment, inclusive; absent: open. */
  from?: string;
  /** Last day or moment, exclusive; absent: open. */
  to?: string;
  /** Calls to look up for the time: the latest few, or a call with the words in its title. */
  call?: { latest: number } | { bound: 'since' | 'before' | 'after' | 'in'; titleWords: readonly string[] };
  /** Words that must stay searchable, in any form. */
  words?: readonly string[];
  fiscalYearStartMonth?: number;
};

/** A Sunday. */
const SUNDAY = '2026-11-22T12:00:00.000Z';
const FEBRUARY = '2026-02-10T09:30:00.000Z';
const NEW_YEAR = '2027-01-05T08:00:00.000Z';

type More = Partial<Omit<TimeQuestion, 'question' | 'reading'>>;
const calls = (question: string, from: string | null, to: string | null, more: More = {}): TimeQuestion => ({
  question,
  now: SUNDAY,
  reading: 'calls',
  ...(from && { from }),
  ...(to && { to }),
  ...more,
});
const byCall = (question: string, call: NonNullable<TimeQuestion['call']>, more: More = {}): TimeQuestion =>
  calls(question, null, null, { call, ...more });
const words = (question: string, kept: readonly string[], more: More = {}): TimeQuestion => ({
  question,
  now: SUNDAY,
  reading: 'words',
  words: kept,
  ...more,
});
const either = (
  question: string,
  from: string | null,
  to: string | null,
  kept: readonly string[],
  more: More = {},
): TimeQuestion => ({ ...calls(question, from, to, more), reading: 'either', words: kept });

export const TIME_QUESTIONS: readonly TimeQuestion[] = [
  // "For" gives a time to the noun before it; a time still to come is never that of a call.
  words('what did they say about their budget for 2027?', ['budget', '2027']),
  words('what did customers say about price increases for next year', ['price', 'increases']),
  words("what's planned for december in the warehouses", ['planned', 'december', 'warehouses']),
  words("what's planned in december in the warehouses", ['planned', 'december', 'warehouses']),
  words('what did they say about the launch in March 2027', ['launch', 'march', '2027']),
  words('did they mention a go-live in Q1 2027', ['go', 'live', 'q1', '2027']),
  calls('which action items were there for last week', '2026-11-09', '2026-11-16'),
  calls('the notes for October, please', '2026-10-01', '2026-11-01'),
  calls('what were the open points at the end of october', '2026-10-21', '2026-11-01', { words: ['open'] }),
  // Wanting and needing are heard of in calls of the time.
  either('what did they want for the kitchen back in summer', '2026-06-01', '2026-09-01', ['kitchen']),
  either('what happend with the payroll file in the autumn', '2026-09-01', '2026-12-01', ['payroll', 'file']),
  either('what is the price this fiscal year', '2026-01-01', '2027-01-01', ['price']),
  // Said, asked, raised, heard
  calls('what did they say last week about seats', '2026-11-09', '2026-11-16', { words: ['seats'] }),
  calls('Which objections were recently raised?', '2026-08-24', SUNDAY, { words: ['objections'] }),
  calls('Did anyone from procurement call us yesterday?', '2026-11-21', '2026-11-22', { words: ['procurement'] }),
  calls('What feedback did we get this quarter on the new onboarding?', '2026-10-01', '2027-01-01', {
    words: ['onboarding'],
  }),
  calls('anything said on 6 Nov about SSO?', '2026-11-06', '2026-11-07', { words: ['sso'] }),
  calls('What did Dana tell us in June?', '2026-06-01', '2026-07-01'),
  calls('which customers have complained since September', '2026-09-01', null, { words: ['complained'] }),
  calls('Hi! could you pls summarise what customers told us in Q3 re pricing?', '2026-07-01', '2026-10-01', {
    words: ['pricing'],
  }),
  calls('what did the Kunde say last week regarding the Angebot', '2026-11-09', '2026-11-16', { words: ['angebot'] }),
  calls('what came up on Friday', '2026-11-20', '2026-11-21'),
  calls('has anyone mentioned churn lately', '2026-08-24', SUNDAY, { words: ['churn'] }),
  calls('who asked for a discount last month', '2026-10-01', '2026-11-01', { words: ['discount'] }),
  calls('Which competitors did they bring up over the summer?', '2026-06-01', '2026-09-01', { words: ['competitors'] }),
  calls('what did we hear from Pellworth in the last two weeks', '2026-11-08', SUNDAY),
  calls('before August, did anybody at Velmora mention trainees?', null, '2026-08-01', { words: ['trainees'] }),
  calls('What has Orrin told us so far this year about the works council?', '2026-01-01', '2027-01-01', {
    words: ['works council'],
  }),
  calls('What did Lee ask on the 14th of October?', '2026-10-14', '2026-10-15'),
  calls('give me everything customers said about the audit log until the end of August', null, '2026-09-01', {
    words: ['audit log'],
  }),
  calls('What was Robin told on 26 October about the renewal?', '2026-10-26', '2026-10-27', { words: ['renewal'] }),
  calls('did I promise anything to anyone today', '2026-11-22', '2026-11-23'),
  calls('What questions did prospects ask us in 2025?', '2025-01-01', '2026-01-01'),
  calls('objections we heard in the past quarter', '2026-08-22', SUNDAY, { words: ['objections'] }),
  calls('Were there any escalations raised over the weekend?', '2026-11-21', '2026-11-23', { words: ['escalations'] }),
  calls('list the feature requests that customers voiced during the last 12 months', '2025-11-22', SUNDAY, {
    words: ['feature requests'],
  }),
  calls('Any churn signals voiced this month?', '2026-11-01', '2026-12-01', { words: ['churn'] }),
  calls('is there anything new that they told us within the past 48 hours', '2026-11-20T12:00:00.000Z', SUNDAY),
  calls('customer feedback we collected on Monday regarding the new invoice layout', '2026-11-16', '2026-11-17', {
    words: ['invoice', 'layout'],
  }),
  // Calls, meetings, conversations
  calls('Who raised pricing in calls in May?', '2026-05-01', '2026-06-01', { words: ['pricing'] }),
  calls('topics of our October QBRs', '2026-10-01', '2026-11-01'),
  calls('meetings between 1 and 15 October: open action items', '2026-10-01', '2026-10-16', {
    words: ['action items'],
  }),
  calls('what was promised on the calls of the last 30 days', '2026-10-23', SUNDAY, { words: ['promised'] }),
  calls("this morning's call: next steps?", '2026-11-22', '2026-11-23', { words: ['next steps'] }),
  calls('conversations from early May about the pilot', '2026-05-01', '2026-05-11', { words: ['pilot'] }),
  calls('who did we talk to on 2026-10-07', '2026-10-07', '2026-10-08'),
  calls('notes from the Tuesday call pls', '2026-11-17', '2026-11-18'),
  calls('Q2 calls only: who spoke about budget', '2026-04-01', '2026-07-01', { words: ['budget'] }),
  calls('Which concerns were voiced in our meetings during the first half of the year?', '2026-01-01', '2026-07-01', {
    words: ['concerns'],
  }),
  calls('who joined the calls the week before last', '2026-11-02', '2026-11-09'),
  calls('in yesterdays meeting, did they confirm the seats', '2026-11-21', '2026-11-22', {
    words: ['confirm', 'seats'],
  }),
  calls('What did the CFO say when we met in week 45?', '2026-11-02', '2026-11-09', { words: ['cfo'] }),
  calls('how did the tone of our October and November conversations with Acme change', '2026-10-01', '2026-12-01'),
  calls('talks we had w/ them before the summer', null, '2026-06-01'),
  calls('on our call of 12 October, what discount did Hanna accept', '2026-10-12', '2026-10-13', {
    words: ['discount'],
  }),
  calls('which deals did we discuss internally two weeks ago', '2026-11-02', '2026-11-09', { words: ['deals'] }),
  calls('How often did we meet Velmora in 2026?', '2026-01-01', '2027-01-01'),
  // A call names the time
  byCall('since we last spoke, has anything changed for Brightwater?', { bound: 'since', titleWords: [] }),
  byCall('what did we agree on in the last call with Acme', { latest: 1 }, { words: ['agree'] }),
  byCall(
    'since the kickoff call, who has asked for training?',
    { bound: 'since', titleWords: ['kickoff'] },
    {
      words: ['training'],
    },
  ),
  byCall('after our pricing review, did their tone change', { bound: 'after', titleWords: ['pricing', 'review'] }),
  byCall('In the last three calls w/ Northgate, which worries came up?', { latest: 3 }, { words: ['worries'] }),
  byCall('what was on the agenda in our previous conversation with Skarrow', { latest: 1 }, { words: ['agenda'] }),
  // Asked on other days, by other calendars
  calls('what did we discuss in December', '2026-12-01', '2027-01-01', { now: NEW_YEAR }),
  calls('what were we told last quarter about seats', '2026-10-01', '2027-01-01', { now: NEW_YEAR, words: ['seats'] }),
  calls('calls in May on pricing', '2025-05-01', '2025-06-01', { now: FEBRUARY, words: ['pricing'] }),
  calls('what did they raise in the last three months', '2025-11-10', FEBRUARY, { now: FEBRUARY }),
  calls('which accounts talked about SSO in Q1', '2026-04-01', '2026-07-01', {
    words: ['sso'],
    fiscalYearStartMonth: 4,
  }),
  calls('What did customers say this fiscal quarter about invoices?', '2026-11-01', '2027-02-01', {
    words: ['invoices'],
    fiscalYearStartMonth: 2,
  }),

  // Budgets and plans
  words('What is their 2026 budget?', ['2026', 'budget']),
  words('who still has budget left for next year', ['budget', 'next year']),
  words('Is their budget freeze over in July?', ['budget freeze', 'july']),
  words('did they set budget aside for 2027 already', ['budget', '2027']),
  words('in FY27, who gets new budget', ['fy27', 'budget']),
  words('did anybody ask what the 2027 roadmap includes', ['2027', 'roadmap']),
  words('which targets did they set for this quarter', ['targets', 'quarter']),
  words("what's Acme's seat target for Q4", ['seat', 'target', 'q4']),
  // Figures of a time
  words('How strong was their growth in 2022?', ['growth', '2022']),
  words('how far below 2019 were sales in May', ['2019', 'sales', 'may']),
  words('why was q3 bad for them', ['q3', 'bad']),
  words('did they miss their Q2 revenue target', ['q2', 'revenue', 'target']),
  words('compare their headcount in 2023 with 2025', ['headcount', '2023', '2025']),
  words('What was their turnover before 2020?', ['turnover', '2020']),
  words('were sick days lower this year than last year?', ['sick days', 'year']),
  words('Did they hit their numbers last month?', ['numbers', 'month']),
  words('what do they expect for the last three months of the year', ['expect', 'months', 'year']),
  words('do they expect a better second half', ['second half']),
  words('Why did Acme trim what it expects to sell in the last three months of the year?', ['sell', 'months', 'year']),
  words('how much does Acme hope to save in 2026', ['save', '2026']),
  words('how many seats do they plan to add in May', ['add', 'may']),
  words('which plant do they intend to open in October?', ['open', 'october']),
  words('what do they aim to cut in the first half of the year', ['cut', 'half']),
  words('what does Acme want to replace in November', ['replace', 'november']),
  words('what are they expected to pay in May', ['pay', 'may']),
  words('what are they going to roll out in spring', ['roll', 'spring']),
  words('what do they need to deliver in September?', ['deliver', 'september']),
  either('what did they want to replace in September', '2026-09-01', '2026-10-01', ['replace', 'september']),
  calls('what do they want to talk about in September', '2026-09-01', '2026-10-01'),
  words('how many nurses did they hire since January', ['nurses', 'hire', 'january']),
  words('why did usage drop in August?', ['usage', 'drop', 'august']),
  words('how did the black friday weekend go for their shops', ['black friday', 'weekend', 'shops']),
  words('what did the outage on Saturday cost them', ['outage', 'saturday', 'cost']),
  words('and how much did orders fall in the winter of 2024?', ['orders', 'winter', '2024']),
  // Renewals and contracts
  words('When is the renewal in March decided, and by whom?', ['renewal', 'march']),
  words('renewals due in the first half of 2027', ['renewals', 'first half', '2027']),
  words('does the contract run until 31 December?', ['contract', '31', 'december']),
  words('the contract signed in 2024: what cap does it have', ['contract', '2024', 'cap']),
  words('price in contract year two', ['price', 'contract year two']),
  words('what happens to the discount after the first year', ['discount', 'first year']),
  words('what is our price for year three', ['price', 'year three']),
  words('two-year term vs. three-year term, what would they take', ['two-year', 'three-year', 'term']),
  words('what would a 36 month commitment bring them', ['36 month', 'commitment']),
  words('is the 30-day notice period a problem', ['30-day', 'notice period']),
  words('what do they pay in the last quarter of the contract', ['pay', 'last quarter', 'contract']),
  words('when does the free half year stop', ['free', 'half year']),
  // Prices and invoices
  words('is a price increase planned from January on', ['price increase', 'january']),
  words('Is the 1 January price change known to their finance?', ['1 january', 'price change', 'finance']),
  words('any customers still on the 2019 price list?', ['2019', 'price list']),
  words('What did the June invoice show wrongly?', ['june', 'invoice']),
  words('who pays for the training days in November', ['training days', 'november']),
  words('licence costs during low season, feb to april', ['licence costs', 'low season', 'feb', 'april']),
  words('capacity they need in the summer peak', ['capacity', 'summer peak']),
  words('Who wants to be invoiced monthly instead of yearly?', ['invoiced', 'monthly', 'yearly']),
  // Starts, ends, dates to keep
  words('do they want to go live in June?', ['go live', 'june']),
  words('Hello, could you tell me whether they want the go-live moved from October to November?', [
    'go-live',
    'october',
    'november',
  ]),
  words('what caused the delay of the March go-live', ['delay', 'march', 'go-live']),
  words('Which customers plan a rollout in spring?', ['rollout', 'spring']),
  words('which pilots end in December', ['pilots', 'december']),
  words('when in Q1 do they start the warehouses', ['q1', 'warehouses']),
  words('Who needs the security report by the end of October?', ['security report', 'october']),
  words('have they booked the steering committee for 15 January', ['steering committee', '15 january']),
  words('how many seats will they have by the end of next year', ['seats', 'next year']),
  words('why do they want to wait until after Christmas', ['wait', 'christmas']),
  words('who said their fiscal year starts in April', ['fiscal year', 'april']),
  words('the monday morning load at the depots, is that solved?', ['monday morning', 'load', 'depots']),

  // Events of the time, or words said then about any time
  either('what happened between the second quarter call and the third', '2026-04-01', '2026-10-01', [
    'second quarter',
    'third',
  ]),
  either('What was wrong with the onboarding in June?', '2026-06-01', '2026-07-01', ['onboarding', 'june']),
  either('what did Acme plan in May', '2026-05-01', '2026-06-01', ['plan', 'may']),
  either('problems with invoices since the summer', '2026-06-01', null, ['problems', 'invoices', 'summer']),
  either('what changed at Skarrow between June and September?', '2026-06-01', '2026-10-01', ['june', 'september']),
  either('How did the pilot go in July?', '2026-07-01', '2026-08-01', ['pilot', 'july']),
  either('competitor offers this year', '2026-01-01', '2027-01-01', ['competitor', 'offers']),
  either('biggest worries in Q2?', '2026-04-01', '2026-07-01', ['worries', 'q2']),
];
