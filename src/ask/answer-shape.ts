import type { Claim } from '../citation.ts';
import { isOfHeadings } from '../language/heading-words.ts';
import type { QuestionType } from '../language/question-type.ts';
import { stemOf, wordsOf } from '../language/words.ts';
import { type Calendar, dayOf } from '../time-window.ts';
import type { AnswerPart } from './answer-parts.ts';
import type { AskContext } from './draft.ts';
import type { Evidence } from './gather-evidence.ts';
import { LEAD_PART, MOST_LEAD, type PlacedClaim } from './judged-claims.ts';
import { isOfKnownWords } from './known-words-only.ts';

/** What the headings of an answer's sections are, as a model is told. */
export const SECTIONS: Record<QuestionType, string> = {
  said: 'by theme, or by account where several speak',
  concerns: 'by account where several speak, else by theme; where something is to be done, who does it and by when',
  list: 'by account',
  count: 'by account',
  compare: 'one for each that is compared, headed by its name, the same points in the same order',
  summarize: 'by theme',
  when: 'none, or by account where several speak',
  who: 'none, or by account where several speak',
  changed: 'the days of the calls, oldest first: what was so then, what is so now',
  figure: 'none, or by account where several speak',
};

const LONGEST_HEADING = 60;
const LONGEST_OPEN = 200;
const MOST_OPEN = 4;

/** Stands above what a model put under headings of its own words. */
const OTHER_HEADING = 'Also said';

/**
 * The claims in the order of reading, and the parts that point at them: the lead, what has no heading, then sections in
 * the order in which they were begun. A quote never leads. What stood under a heading that brings in words of its own
 * comes last: it was no beginning, and without a heading would pass for the section before.
 */
export function shapeClaims(
  placed: readonly PlacedClaim[],
  isHeading: (text: string) => boolean,
): { claims: Claim[]; parts: AnswerPart[] } {
  const lead = placed.filter(({ part, isQuote }) => part === LEAD_PART && !isQuote).slice(0, MOST_LEAD);
  const rest = placed.filter((one) => !lead.includes(one));
  const headingOf = ({ part }: PlacedClaim): string => {
    if (!part || part === LEAD_PART) return '';
    return isHeading(part) ? part : OTHER_HEADING;
  };
  const placeOf = (heading: string): number => (heading === '' ? 0 : heading === OTHER_HEADING ? 2 : 1);
  const headings = new Set(rest.map(headingOf));
  const isPlain = !headings.values().some((heading) => placeOf(heading) === 1);
  // Where it is all that follows, it needs no heading.
  const groups = [...Map.groupBy(rest, (one) => (isPlain ? '' : headingOf(one)))];
  groups.sort(([a], [b]) => placeOf(a) - placeOf(b));
  const claims = [...lead, ...groups.flatMap(([, group]) => group)].map(({ claim }) => claim);
  let next = lead.length;
  const sections = groups.map(([heading, group]): AnswerPart => {
    const positions = group.map((_, at) => next + at);
    next += group.length;
    return heading === '' ? { kind: 'claims', claims: positions } : { kind: 'theme', heading, claims: positions };
  });
  const text = lead.map(({ claim }) => claim.text).join(' ');
  const first: AnswerPart[] = lead.length > 0 ? [{ kind: 'lead', text, claims: lead.map((_, at) => at) }] : [];
  return { claims, parts: [...first, ...sections] };
}

/** Whether a heading names only what the question, the record or the evidence names. */
export function headingCheck({ question, plan, evidence, organization }: AskContext): (text: string) => boolean {
  const sources = [
    [...plan.accounts, ...plan.people, ...plan.trackers].map(({ name }) => name),
    ...evidence.map((one) => [one.text, ...namesOnCall(one, organization)]),
  ];
  return (text) => {
    const common = [question, ...wordsOf(text).filter((word) => isOfHeadings(stemOf(word)))];
    return isOfKnownWords(text, { common, sources }, LONGEST_HEADING);
  };
}

/** The parts of a question that a model found nothing on, said in the question's own words. */
export const openParts = (open: readonly string[], { question, plan }: AskContext): string[] => {
  const names = [...plan.accounts, ...plan.people].map(({ name }) => name);
  const own = open
    .map((text) => text.trim())
    .filter((text) => isOfKnownWords(text, { common: [question, ...names], sources: [] }, LONGEST_OPEN));
  return [...new Set(own)].slice(0, MOST_OPEN);
};

const namesOnCall = ({ call }: Evidence, { timeZone }: Calendar): string[] => [
  call.title,
  ...call.accounts.map(({ name }) => name),
  dayOf(call.startedAt, timeZone),
];
