/**
 * Second questions of a conversation on the invented world, and the wish behind each. Asked at `AS_OF` of
 * count-questions.ts; days are the demo's, in Europe/Berlin.
 */
export type FollowUpEdit = {
  before: string;
  question: string;
  /** The first question was answered by "nothing was found": there is nothing to take over. */
  foundNothing?: true;
  reading: FollowUpReading;
};

type FollowUpReading =
  /**
   * The same question about fewer calls or speakers, by full names; absent members stay as before. `from` inclusive,
   * `to` exclusive.
   */
  | { kind: 'narrow'; side?: 'customer' | 'us'; accounts?: readonly string[]; from?: string; to?: string }
  /**
   * The same answer in another form. Without a model the answer says that a model is needed, and nothing is searched.
   */
  | { kind: 'wording'; wish: 'shorter' | 'longer' | 'bullets' | 'table' | 'language' | 'tone' }
  /** The reasons behind the answer, on the same calls. */
  | { kind: 'why' }
  /** A choice among the things named in the answer, by a further criterion. */
  | { kind: 'which-of-those' }
  /** Another topic for the same accounts and time. */
  | { kind: 'inherit' }
  /** Takes note of the answer: nothing is searched. */
  | { kind: 'thanks' }
  /** A question of its own; takes over nothing. */
  | { kind: 'new' };

const PRICING = 'What did we discuss with @Acme about pricing?';
const CONCERNS = 'What concerns did @Pellworth Grocers raise this year?';
const CREWLATTICE = 'Which customers mentioned Crewlattice?';
const COMPETITORS = 'Find discussions about competitors since July';
const SECURITY = 'How did the security review with @Brightwater Dairy go?';
const SUMMARY = 'Summarize pricing conversations from this quarter';

type Reading = FollowUpEdit['reading'];
const row = (before: string, question: string, reading: Reading): FollowUpEdit => ({ before, question, reading });
const wish = (before: string, question: string, wanted: Extract<Reading, { kind: 'wording' }>['wish']): FollowUpEdit =>
  row(before, question, { kind: 'wording', wish: wanted });

export const FOLLOW_UP_EDITS: readonly FollowUpEdit[] = [
  // Fewer speakers, customers, days
  row(PRICING, 'only what they said', { kind: 'narrow', side: 'customer' }),
  row(PRICING, 'just the customer', { kind: 'narrow', side: 'customer' }),
  row(PRICING, 'and without our own people please', { kind: 'narrow', side: 'customer' }),
  row(PRICING, 'Only our side', { kind: 'narrow', side: 'us' }),
  row(COMPETITORS, 'what did WE say to that', { kind: 'narrow', side: 'us' }),
  row(CREWLATTICE, 'just Orrin and Lindqvist', { kind: 'narrow', accounts: ['Orrin Castings', 'Lindqvist Bakeries'] }),
  row(COMPETITORS, 'only @Corvane pls', { kind: 'narrow', accounts: ['Corvane Logistics'] }),
  row(CONCERNS, 'only since August', { kind: 'narrow', from: '2026-08-01' }),
  row(COMPETITORS, 'just last month', { kind: 'narrow', from: '2026-10-01', to: '2026-11-01' }),
  row(SUMMARY, 'only Velmora, and only what they said', {
    kind: 'narrow',
    side: 'customer',
    accounts: ['Velmora Hotels'],
  }),
  row(SUMMARY, 'nur die Kunden, ok?', { kind: 'narrow', side: 'customer' }),
  // The form of the answer
  wish(PRICING, 'shorter', 'shorter'),
  wish(SUMMARY, 'tl;dr?', 'shorter'),
  wish(CONCERNS, 'Could you make that a bit more concise, please?', 'shorter'),
  wish(SECURITY, 'more detail', 'longer'),
  wish(CONCERNS, 'pls elaborate', 'longer'),
  wish(CONCERNS, 'in three bullets', 'bullets'),
  wish(SUMMARY, 'give me that as bullet points', 'bullets'),
  wish(SUMMARY, 'as a table', 'table'),
  wish(CONCERNS, 'as a table for my boss', 'table'),
  wish(CREWLATTICE, 'can i have this in a table with one row per customer', 'table'),
  wish(SECURITY, 'in German', 'language'),
  wish(SUMMARY, 'auf deutsch bitte', 'language'),
  wish(CONCERNS, 'make it sound friendlier, it goes to their COO', 'tone'),
  wish(SUMMARY, 'reword it so that I can paste it in an email to my boss', 'tone'),
  // Reasons
  row(CONCERNS, 'why?', { kind: 'why' }),
  row(CREWLATTICE, 'and why is that', { kind: 'why' }),
  row(SECURITY, 'How come?', { kind: 'why' }),
  // Choices among the things answered
  row(CREWLATTICE, 'which of those are up for renewal?', { kind: 'which-of-those' }),
  row(CREWLATTICE, 'Which of them got an offer from Dutyboard, too?', { kind: 'which-of-those' }),
  row(CONCERNS, 'which of these is still open', { kind: 'which-of-those' }),
  // Another topic, the same customer or time
  row(PRICING, 'and what about training?', { kind: 'inherit' }),
  row(SECURITY, 'what did they say about certificates', { kind: 'inherit' }),
  row(CONCERNS, 'anything on warehouses as well?', { kind: 'inherit' }),
  // Nothing is asked
  row(PRICING, 'thanks!', { kind: 'thanks' }),
  row(SECURITY, 'great, thank you', { kind: 'thanks' }),
  row(CREWLATTICE, 'ok', { kind: 'thanks' }),
  // Topics with the first words of a wish for another form
  row(PRICING, 'shorter contract terms?', { kind: 'inherit' }),
  // Questions of their own with the first words of a wish
  row(PRICING, 'Which customers want shorter contract terms?', { kind: 'new' }),
  row(SUMMARY, 'table reservations at @Velmora Hotels', { kind: 'new' }),
  row(CONCERNS, 'Who at @Dunmarrow Council asked for more detail on the tender?', { kind: 'new' }),
  row(SECURITY, 'why does @Corvane Logistics want to leave Tempova?', { kind: 'new' }),
  row(CREWLATTICE, 'In which languages does @Velmora Hotels need the app?', { kind: 'new' }),
  // A question without findings hands nothing on.
  { ...row('What is the weather in Paris?', 'and last month?', { kind: 'new' }), foundNothing: true },
  {
    ...row('What did we discuss with @Umbrella Holdings about seats?', 'anything about snow?', { kind: 'new' }),
    foundNothing: true,
  },
];
