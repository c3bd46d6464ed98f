/**
 * Questions on the invented world for what somebody said about a thing that only the question put to them names. Asked
 * at `AS_OF` of count-questions.ts. `quotes` begins what they replied.
 */
export type AskedOf = { question: string; quotes: string };

export const ASKED_OF_PEOPLE: readonly AskedOf[] = [
  { question: 'what does conrad think of tempova', quotes: 'They offered 9 euros a head.' },
  { question: 'What did @Conrad Ibsley say about Tempova?', quotes: 'They offered 9 euros a head.' },
  { question: 'did conrad say anything about tempova?', quotes: 'They offered 9 euros a head.' },
  { question: 'what did imani say about ruth', quotes: 'She has a drawer with cards' },
  { question: 'what did imani say about tagalog', quotes: 'It does.' },
  { question: "What's Teo's view on text messages?", quotes: 'The new provider is chosen.' },
  { question: 'what did amara say about her worry for the winter', quotes: 'That the tool works and the people' },
  { question: 'what does dov want for the finishing shop', quotes: 'Yes, I want it in there.' },
  { question: 'what did robin say about the credit for saturdays', quotes: 'Section six.' },
  { question: 'what did grete say about how henning took it', quotes: 'He grumbled for a day' },
];

/** Nobody put such a question to them: that they did not say the word stays the answer. */
export const NEVER_ASKED_OF: readonly string[] = [
  'what does marek think of tempova',
  'What did Conrad say about Dutyboard?',
  'what does signe think of tagalog',
  'what did amara say about the finishing shop',
];
