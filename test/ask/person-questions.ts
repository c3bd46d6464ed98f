/**
 * Questions on the invented world with people's names, or words like names. Asked at `AS_OF` of count-questions.ts by
 * Robin Vantongel.
 */
export type PersonQuestion = {
  question: string;
  /** Full names of the people meant, in the question's order; empty if nobody on record is meant. */
  people: readonly string[];
  /** The people whose own words answer; null: anybody's words, about or to the people meant. */
  saidBy: readonly string[] | null;
  /** "I", "me" or "my" refers to one of the people meant. */
  asker?: true;
  /** Full names of the people sharing the name, in any order: the reader chooses first. */
  choice?: readonly string[];
};

const ROBIN = 'Robin Vantongel';
const said = (question: string, ...saidBy: string[]): PersonQuestion => ({ question, people: saidBy, saidBy });
const about = (question: string, ...people: string[]): PersonQuestion => ({ question, people, saidBy: null });

export const PERSON_QUESTIONS: readonly PersonQuestion[] = [
  // Somebody's words, questions, promises
  said('What did @Robin Vantongel ask about?', ROBIN),
  said('what did Lee say about the budget?', 'Lee Marchetti'),
  said('Which questions did Fergus put to us in the tender call?', 'Fergus Hallett-Oyelaran'),
  said('What has @Salla Ruhonen promised so far?', 'Salla Ruhonen'),
  said('what did celia and tomas ask for in the season review', 'Celia Arnaud-Pike', 'Tomas Reuel'),
  said('Hanna Sjolund-Ade on the price increase', 'Hanna Sjölund-Ade'),
  said('quotes by grete about pricing', 'Grete Lunde-Moss'),
  said('priyas questions on payroll', 'Priya Lindgaard'),
  said("Ms Delacroix-Webb's own words on training, please", 'Amara Delacroix-Webb'),
  said('What did hollis.tp@it.northgateclinics.example ask us about phones?', 'Hollis Tran-Petrie'),
  said('was hat Marek zum Preis gesagt? answer in english pls', 'Marek Solway'),
  said('How did Yusuf describe the problem with the night shift view?', 'Yusuf Adeyinka'),
  said('did tove agree to the shared tablets', 'Tove Brandelius'),
  said('What did Phone Caller #2 want?', 'Phone Caller #2'),
  // The listener is meant too, but does not answer.
  {
    question: 'what did Viggo tell Imani about the pigeons?',
    people: ['Viggo Marteau', 'Imani Okwuosa-Lind'],
    saidBy: ['Viggo Marteau'],
  },
  {
    question: 'What did robin and salla offer Conrad?',
    people: [ROBIN, 'Salla Ruhonen', 'Conrad Ibsley'],
    saidBy: [ROBIN, 'Salla Ruhonen'],
  },
  {
    question: 'what was said about Conrad by Nadia',
    people: ['Conrad Ibsley', 'Nadia Ferrant'],
    saidBy: ['Nadia Ferrant'],
  },
  // The asker
  { question: 'what did I promise', people: [ROBIN], saidBy: [ROBIN], asker: true },
  { question: 'my promises to Bram pls', people: [ROBIN, 'Bram Oosterveld'], saidBy: [ROBIN], asker: true },
  { question: 'What did Ilse ask me?', people: ['Ilse Quandt', ROBIN], saidBy: ['Ilse Quandt'], asker: true },
  // Two people of one first name, and a first name with the customer's name
  {
    question: 'what did Owen say about the napkin?',
    people: [],
    saidBy: null,
    choice: ['Owen Tarrant-Bell', 'Owen Larkspur'],
  },
  said('what did owen from skarrow say about the napkin?', 'Owen Tarrant-Bell'),
  // About or to somebody
  about('What was said about Nadia?', 'Nadia Ferrant'),
  about('did anyone complain about Teo', 'Teo Braskamp'),
  about('what was Priya promised about the payroll file?', 'Priya Lindgaard'),
  about('What did we promise Dana about the night view?', 'Dana Whitlock'),
  about('what do we know about Jules?', 'Jules Amadi'),
  // Nobody on record: no party of a call is called Ruth or Henning, and a role is nobody's name.
  about('who is our champion at Brightwater'),
  about('What does Ruth have in her drawer?'),
  about('did Henning agree to move radar to Tuesday'),
  about('Who said that every horse stumbles?'),
];
