/**
 * Questions on the invented world whose one word was said nowhere in the calls of an account or a person that they
 * name. Asked at `AS_OF` of count-questions.ts. `quotes` begins one of the moments that come nearest.
 */
export const NEAR_IN_MEANING: readonly { question: string; unsaid: string; quotes: string }[] = [
  { question: 'when is the rollout at brightwater', unsaid: 'rollout', quotes: 'You will get the summary' },
  { question: 'which vendors does corvane evaluate', unsaid: 'vendors', quotes: 'My depot managers will compare' },
];

/** Nothing said there is near: the honest sentence stays all there is. */
export const NOWHERE_NEAR: readonly string[] = [
  'what did acme say about blockchain',
  'what did velmora say about cryptocurrency',
  'who is the mayor of Northgate',
  'what did pellworth say about their podcast',
  'what did hanna say about yoga',
  'does conrad like jazz',
  'how many helicopters does halvorsen marine have',
  'what is the weather in Paris',
  'what did customers say about astrology',
];

/** The same word written as one, apart or with a hyphen. */
export const WRITTEN_OTHERWISE: readonly string[] = [
  'how is the rollout at acme going',
  'what does dana say about the roll out',
  'what did dana say about the rollout',
  'what did robin say about the setup price',
  'what did imani say about the set up',
  'what did imani say about the setup at dunmarrow',
  'what did teo say about the log-in',
  'what did tove or teo say about the log in',
  'what did imani say about the rollout at pellworth',
];
