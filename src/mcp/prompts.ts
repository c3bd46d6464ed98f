/** A usual job, worded for an agent that has our tools. */
export type McpPrompt = {
  name: string;
  title: string;
  description: string;
  /** Its arguments, by name: what is asked of the person, and whether it may be left out. */
  arguments: Record<string, { description: string; isOptional?: true }>;
  text: (given: Record<string, string | undefined>) => string;
};

const PROOF =
  'Cite each statement with its speaker, date and link from the results. Say so where something was not said, and how ' +
  'much was searched (coverage). Leave out what no result shows.';

export const PROMPTS: readonly McpPrompt[] = [
  {
    name: 'prepare_meeting',
    title: 'Prepare for a meeting',
    description: 'What to know before speaking with an account again.',
    arguments: { account: { description: 'The account, by name.' } },
    text: ({ account }) =>
      `Prepare me for a meeting with ${account}. Begin with account_overview. Then ask, for this account: what was agreed ` +
      'last and who was to do it; which questions and concerns are open; what they said about price, timing and ' +
      'competitors. Read around decisive quotes with get_moment. Give me one page: who they are and who will likely be ' +
      `there, where we stand, what is open on either side, and three questions to ask. ${PROOF}`,
  },
  {
    name: 'objections',
    title: 'Objections of a period',
    description: 'What customers objected to, how often, and what was replied.',
    arguments: {
      period: { description: 'E.g. "this quarter", which it is unless told otherwise.', isOptional: true },
      account: { description: 'One account alone, by name.', isOptional: true },
    },
    text: ({ period = 'this quarter', account }) =>
      `Which objections and concerns did customers raise ${period}${account ? ` at ${account}` : ''}? Ask with side ` +
      '"customer", then search_moments for each kind of objection that you find, and count_mentions for the words that ' +
      'stand for it. Group them by kind, with how many calls and accounts each came up in, the clearest quote, and what we ' +
      `replied where the next turns show it. ${PROOF}`,
  },
  {
    name: 'week_in_review',
    title: 'The week in review',
    description: 'What happened with customers in the last seven days.',
    arguments: {},
    text: () =>
      'Review the calls with customers of the last seven days. List them (list_calls, kind "customers"), then ask what was ' +
      'decided, promised and asked for in them. Tell me by account: what is new, what we owe, and what needs somebody’s ' +
      `attention. Name calls without a transcript. ${PROOF}`,
  },
  {
    name: 'hand_over_account',
    title: 'Hand an account over',
    description: 'All that a colleague who takes an account over should know.',
    arguments: { account: { description: 'The account, by name.' } },
    text: ({ account }) =>
      `Write a handover of ${account} for a colleague who never spoke with them. Use account_overview, list_calls for the ` +
      'whole history, and ask for: how it began, what they use us for, what was promised by whom, what went wrong and how ' +
      `it ended, who decides, and what is open. ${PROOF}`,
  },
];
