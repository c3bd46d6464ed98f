/**
 * Questions about a single call of the invented world: by words of its title, by a link, by customer and day. Asked at
 * `AS_OF` of count-questions.ts; days are the demo's, in Europe/Berlin.
 */
export type TitleQuestion = {
  question: string;
  /** The whole title of the call meant. */
  callTitle: string;
};

export const TITLE_QUESTIONS: readonly TitleQuestion[] = [
  // Words of the title
  {
    question: 'action items from the Pellworth renewal call',
    callTitle: 'Pellworth Grocers: renewal talk with Conrad',
  },
  { question: 'what was decided in the "price negotiation" with acme?', callTitle: 'Acme: price negotiation' },
  {
    question: 'Summarize the Northgate data protection review',
    callTitle: 'Northgate Clinics: data protection review',
  },
  { question: 'who said what in the weekly deal review', callTitle: 'Weekly deal review (internal)' },
  {
    question: 'open questions after the brightwater security review pls',
    callTitle: 'Brightwater Dairy: security review',
  },
  {
    question: 'What did Beth want in the kickoff call with Dunmarrow?',
    callTitle: 'Dunmarrow Council: kick-off and the union',
  },
  { question: 'what came out of the works council hearing', callTitle: 'Orrin Castings: works council hearing' },
  // Links, with and without a moment
  {
    question: 'Summarize http://127.0.0.1:3000/calls/2342573006446014044?at=95000',
    callTitle: 'Lindqvist Bakeries: screens, and the price again',
  },
  {
    question: 'http://127.0.0.1:3000/calls/8877335538794135232 what is their view of Dutyboard?',
    callTitle: 'Halvorsen Marine: comparison with Dutyboard',
  },
  {
    question: 'next steps of this one? http://127.0.0.1:3000/calls/7672858489199862926?at=3000&to=9000.',
    callTitle: 'Velmora Hotels: season review',
  },
  // Customer and day
  {
    question: 'the Acme call on 14 October: what was wrong with the invoice?',
    callTitle: 'Acme: quarterly review after the second plant',
  },
  { question: 'what did we agree with skarrow on 30 Oct', callTitle: 'Skarrow Outdoor: two more years' },
];
