/**
 * Questions on what changed in the invented world, with the moments that tell it: words of each, oldest call first, and
 * other moments of the call that tell as much behind a bar. An answer that holds the later moment alone tells no
 * change.
 */
export const CHANGE_QUESTIONS: readonly (readonly [question: string, ...moments: string[]])[] = [
  [
    'what changed between the last two calls with Acme?',
    'the price on the invoice is 14 euros',
    'The corrected invoice arrived',
    'You went to 11.40 for all seats',
  ],
  [
    "how has Hanna's position on the price increase changed?",
    'Tell him that I will push back|I got a letter, five percent',
    'Five percent is too much|With your letter it is 13.75',
    'Signed, two years at 13.10',
  ],
  [
    "how did Brightwater's stance on the audit log change",
    'If I have to ask, I cannot trust it|Can I see the log?',
    'The audit log is still open',
    'You can export it yourself since last Wednesday|I exported it twice|It is met',
  ],
  [
    'what has changed about the night view at acme',
    'The night shift view is confusing',
    'the night shift view is still not fixed',
    'the night view works now',
  ],
  ["how has acme's budget moved", 'Our budget for this is 60,000 a year', 'I now have 54,000 euros'],
  [
    'how did the price for Pellworth develop from september until now?',
    'And we are at 12.10',
    'for two years, I can do 10.70',
    '10.70 for stores and warehouses, two years',
  ],
  [
    "what's different about Skarrow's payroll file compared to june",
    'With the napkin, I promise|deliver it by the end of',
    'there is no file',
    'Not a single line differs|the file takes over|the promise was kept',
  ],
  [
    'how did the morning load at corvane change between october and november',
    'With you it takes nine seconds at the large depot',
    'The large depot opens in under two seconds now',
  ],
  [
    "has Signe's view of Crewlattice changed over the year?",
    'Not unhappy. Tired.|The contract ends in the spring',
    'They offered twenty percent off if we stay|it is about effort',
    'Notice to Crewlattice went out yesterday',
  ],
  [
    'from the first to the last call with Brightwater: what changed in the number of people',
    'Sixty-five, out of two hundred and ten',
    'Seventy seats, with the steps as we said',
  ],
  [
    'What changed at Orrin between the hearing and the last call?',
    'Third. Older colleagues have no smartphone',
    'In three months the furnace waited for forty minutes',
    'Two messages went out in the quiet hours',
  ],
  [
    'what is new with dunmarrow since the award',
    'the council intends to award the contract to you',
    'The contract is signed since Monday',
  ],
];
