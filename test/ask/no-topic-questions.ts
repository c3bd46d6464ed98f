/**
 * Questions on the invented world without a topic to search for, or seemingly without, and the right way to answer
 * each:
 * - `report`: with a number from the reports (minutes talked, days of silence, shares of talking, calls held) and the
 *   calls behind the number
 * - `overview`: with the topics of the calls, accounts or times named
 * - `offer`: words over all calls cannot answer; without a model the answer says so, and offers questions to ask
 *   instead
 * - `outside`: the question is not about calls, and nothing is searched
 * - `search`: there is a topic, introduced or spelled in an unusual way
 *
 * Asked at `AS_OF` of count-questions.ts by Robin Vantongel.
 */
export type NoTopicQuestion =
  | { question: string; reading: 'report'; report: 'minutes' | 'silence' | 'talk-share' | 'calls' }
  | { question: string; reading: 'overview' | 'offer' | 'outside' | 'search' };

const report = (question: string, of: Extract<NoTopicQuestion, { reading: 'report' }>['report']): NoTopicQuestion => ({
  question,
  reading: 'report',
  report: of,
});
const overview = (question: string): NoTopicQuestion => ({ question, reading: 'overview' });
const offer = (question: string): NoTopicQuestion => ({ question, reading: 'offer' });
const outside = (question: string): NoTopicQuestion => ({ question, reading: 'outside' });
const search = (question: string): NoTopicQuestion => ({ question, reading: 'search' });

export const NO_TOPIC_QUESTIONS: readonly NoTopicQuestion[] = [
  report('How many minutes did we talk to Acme this month?', 'minutes'),
  report('total talk time with velmora last quarter?', 'minutes'),
  report('how long were our calls with Corvane in october altogether', 'minutes'),
  report('Which customers have not talked to us for 60 days?', 'silence'),
  report('who have we not spoken to since August', 'silence'),
  report('When did we last talk to Fennel Street Kitchens?', 'silence'),
  report('any accounts gone quiet?', 'silence'),
  report('who talks most on our calls with Velmora?', 'talk-share'),
  report('Do we talk more than the customer on Pellworth calls?', 'talk-share'),
  report('How many calls did we have with Northgate this year?', 'calls'),
  report('which customer did we meet most often last quarter', 'calls'),
  report('how many calls did Imani have in October?', 'calls'),

  overview('what did we discuss last week'),
  overview('Catch me up on Corvane pls'),
  overview('Summarize our last call with Halvorsen Marine.'),
  overview('what happened with Skarrow since July?'),
  overview('I have a call with Hanna tomorrow, what do I need to know'),
  overview('Was war los bei Dunmarrow in October?'),
  overview('give me a recap of the deal review'),
  overview('What have we been talking about with Brightwater and Acme this quarter?'),

  offer("what are customers asking for that we don't have"),
  offer('which deals are at risk?'),
  offer('Who is likely to churn next year?'),
  offer('what are we doing wrong'),
  offer('Which customers are the happiest?'),
  offer('who should I call first tomorrow?'),
  offer('what is the most interesting thing anyone said'),

  outside('What is the weather in Paris?'),
  outside('write me a poem about autumn'),
  outside('Who won the match yesterday evening?'),
  outside('what is 17 times 23'),
  outside('are you a robot or a human'),

  search('anything on SSO?'),
  search('regarding volume discounts'),
  search('setup?'),
  search('login'),
  search('seat-based pricing'),
  search('Hello, I was wondering whether you could possibly find e-mail stuff for me. Thank you so much in advance!'),
  // Either two accountants or two names, but words to look for in any case: no call of the demo has them.
  search('Ernst and Young'),
  search('napkin'),
];
