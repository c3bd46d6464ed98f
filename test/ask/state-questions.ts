/** Questions how something stands, over the demo, each with words of the newest call that tells it. */
export const STATE_QUESTIONS: readonly [question: string, words: string][] = [
  ['what is the agreed price with acme now?', '11.40'],
  ['what does acme pay per seat today', '11.40'],
  ['newest offer to acme?', '11.40'],
  ["what's the price brightwater signed for", '13.50'],
  ['what does Corvane pay us per driver', '11.20'],
  ['how does the december pool work at corvane', 'eighty'],
  ['is the night shift view fixed', 'night view works now'],
  ['latest on the audit log at brightwater', 'audit log'],
  ['what happened with the invoice', 'corrected invoice arrived'],
  ['how many seats does acme have now', 'twenty seats in total'],
  ['what does lindqvist pay now', '13.10'],
  ['is the payroll file ready at skarrow', 'file'],
  ['current price for pellworth', '10.70'],
  ['how fast is the morning load at corvane now', 'two seconds'],
];
