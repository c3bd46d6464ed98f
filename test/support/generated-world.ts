import { oneOf, seeded } from './seeded.ts';
import type { SpokenCall } from './spoken-calls.ts';

/** Endings that a stemmer cuts, some of them more than once. */
const ENDINGS =
  'attice icise uality ational iveness ement ance ences ied ies ing ings eed ation izer ator ousness ouse ase ease ize ice ence ively ical ion sses ed er ers ful ness ity al ate uate'.split(
    ' ',
  );
const STARTS = 'br cr dov fel gar hal jun kest lor mar nim osk pel quon rast sel tov ulm vor wex yst zan'.split(' ');
const FRAMES = [
  'We looked at % last week, and % was fine.',
  'Nobody in the depot wants %, they all ask for %.',
  'Has % been there before, or is it only the %?',
  "That is %'s view, not ours.",
  'The %, the % and one more.',
  'After % comes %.',
];

/** Calls about invented people, products and companies, whose names end as words that stemmers cut. */
export function generatedWorld(seed: number): SpokenCall[] {
  const random = seeded(seed);
  const name = () => {
    const made = oneOf(random, STARTS) + oneOf(random, ENDINGS);
    return random() < 0.5 ? made : made[0]?.toUpperCase() + made.slice(1);
  };
  const names = Array.from({ length: 160 }, name);
  const inflected = () => oneOf(random, names) + oneOf(random, ['', '', '', 's']);
  return Array.from({ length: 30 }, (_, n) => ({
    id: String(2000 + n),
    title: `Review ${n}`,
    startedAt: new Date(Date.UTC(2026, n % 11, 1 + (n % 27), 9)),
    says: Array.from({ length: 8 }, (_, k): [string, string] => [
      k % 2 === 0 ? `tove@${oneOf(random, ['acme', 'beacon', 'cobalt'])}.example` : 'robin@ours.example',
      oneOf(random, FRAMES).replaceAll('%', inflected),
    ]),
  }));
}
