import type { CallSummary } from '../call-summary.ts';
import { mapInLoopTurns } from '../fair-turns.ts';
import { isOfEither } from '../language/question-type.ts';
import { placesOf, spellingsOf } from '../language/word-places.ts';
import type { FoundSegment } from '../search/search-result.ts';
import { withWords } from '../search/search-segments.ts';
import type { SegmentHit, SegmentQuery, SegmentReader } from '../search/segment-index.ts';
import { withTrackers } from '../search/tracker-query.ts';
import { readCalls } from '../store/calls-reader.ts';
import type { Census } from './answer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import type { AskContext } from './draft.ts';
import type { EvidenceFilter } from './evidence-filter.ts';
import { counted, listWords, rangeWords } from './write-text.ts';

/** Most calls listed. A count of a topic's mentions ends there too; a count of calls without a topic goes on. */
export const MOST_COUNTED_CALLS = 10_000;
/** Most segments read for their words. A count of words ends there, and says so. */
export const MOST_READ = 10_000;
const PAGE = 500;
const COUNTED_IN_TURN = 50;

/** What to count: its name, its query, the phrases to mark in a quote, and the words counted place by place. */
export type Counted = {
  words: string;
  narrow: (filter: EvidenceFilter) => SegmentQuery | null;
  marks: string[];
  /** Null where segments are counted: those of a topic, and those that hold several things together. */
  places: string[] | null;
  /** All of these must have a place in a segment. */
  all: string[];
};

/** Quoted phrases or else runs, within the topics that the question names. Null means: count the calls themselves. */
export function whatIsCounted(plan: QuestionPlan): Counted | null {
  const runs = plan.phrases.length > 0 ? plan.phrases : plan.runs;
  const topics = plan.trackers.map(({ name, terms }) => `${name.toLowerCase()} (any of its ${terms.length} terms)`);
  if (runs.length === 0 && topics.length === 0) return null;
  const isEither = isOfEither(plan.meaning);
  const groups = isEither && runs.length > 1 ? [runs] : runs.map((run) => [run]);
  const anyOf = groups.map((group) => [...new Set(group.flatMap(spellingsOf))]);
  const isOfPlaces = groups.length === 1 && topics.length === 0;
  return {
    words: [
      ...(runs.length > 0 ? [runs.map((run) => `“${run}”`).join(isEither ? ' or ' : ' together with ')] : []),
      ...(topics.length > 0 ? [listWords(topics)] : []),
    ].join(' together with '),
    narrow: (filter) => withTrackers({ ...filter, words: [], anyOf }, plan.trackers),
    marks: [...runs, ...plan.trackers.flatMap((tracker) => tracker.terms)],
    places: isOfPlaces ? runs : null,
    all: isEither ? [] : runs,
  };
}

/** A segment with its mentions. */
export type Mentioned = { hit: FoundSegment; mentions: number };

/** Every mention in scope, in no order; `isCut` where there are more segments than are read. */
export async function findMentioned(
  { index, db, scope, filters }: AskContext,
  what: Counted,
): Promise<{ found: Mentioned[]; isCut: boolean }> {
  const queries = filters.flatMap((filter) => what.narrow(filter) ?? []);
  const hits = (await Promise.all(queries.map((query) => everyHit(index, query)))).flat();
  const isCut = hits.length >= MOST_READ;
  const read = await inPages(hits, (page) => withWords(db, scope, page, { words: [], phrases: what.marks }));
  const counted = await mapInLoopTurns(read, { inTurn: COUNTED_IN_TURN }, (hit): Mentioned => {
    const isWhole = what.all.every((phrase) => placesOf(hit.text, [phrase]).length > 0);
    return { hit, mentions: what.places ? placesOf(hit.text, what.places).length : Number(isWhole) };
  });
  return { found: counted.filter(({ mentions }) => mentions > 0), isCut };
}

/** Known people are told apart by their id, others by their name. */
export const speakerKeyOf = ({ segment: { speaker } }: FoundSegment): string => speaker.personId ?? speaker.name;

/** The calls in scope, the newest first within each stretch of time. */
export async function readCallsInScope({ db, scope, filters }: AskContext): Promise<CallSummary[]> {
  const limit = Math.min(MOST_COUNTED_CALLS, PAGE);
  const calls: CallSummary[] = [];
  for (const filter of filters) {
    for (
      let page = await readCalls(db, scope, filter, { limit });
      page.length > 0 && calls.length < MOST_COUNTED_CALLS;
    ) {
      calls.push(...page);
      const last = page.at(-1);
      page = last && page.length === limit ? await readCalls(db, scope, filter, { limit, after: last }) : [];
    }
  }
  return calls;
}

/** Most calls named without a quote. The census holds more. */
export const MOST_UNQUOTED = 100;

/**
 * " with Acme, in customers’ words, since 1 May 2026 (of 40 calls, 2 of them without a transcript)". `accounts`: how
 * many of the accounts asked about.
 */
export function withinSearched(
  { plan, searched, now, organization }: AskContext,
  { accounts = null }: { accounts?: number | null } = {},
): string {
  const speakers = plan.speakers.map(({ name }) => name);
  const people = plan.people.map(({ name }) => name).filter((name) => !speakers.includes(name));
  const named = plan.accounts.map(({ name }) => name);
  const some = accounts !== null && named.length > 1 ? `${accounts} of ` : '';
  const customers =
    accounts !== null && named.length === 0 ? [counted(accounts, 'account')] : [some + listWords(named)];
  const along = [...customers, ...people].filter(Boolean);
  const whose =
    speakers.length > 0
      ? `in the words of ${listWords(speakers)}`
      : { customer: 'in customers’ words', us: 'in our words', unknown: '' }[plan.side ?? 'unknown'];
  const when = rangeWords(plan, now, organization.timeZone);
  const without = searched.withoutTranscript > 0 ? `, ${searched.withoutTranscript} of them without a transcript` : '';
  const beside = [along.length > 0 ? ` with ${listWords(along)}` : '', whose && `, ${whose}`, when && `, ${when}`];
  return `${beside.join('')} (of ${counted(searched.inScope, 'call')}${without})`;
}

export const toCensusRow = (call: CallSummary, mentions: number): Census['rows'][number] => ({
  callId: call.id,
  callTitle: call.title,
  startedAt: call.startedAt.toISOString(),
  accounts: call.accounts,
  mentions,
});

async function everyHit(index: SegmentReader, query: SegmentQuery): Promise<SegmentHit[]> {
  const all: SegmentHit[] = [];
  for (;;) {
    const page = await index.search(query, { limit: PAGE, offset: all.length });
    all.push(...page);
    if (page.length < PAGE || all.length >= MOST_READ) return all;
  }
}

async function inPages<Row, Read>(rows: readonly Row[], read: (page: Row[]) => Promise<Read[]>): Promise<Read[]> {
  const all: Read[] = [];
  for (let at = 0; at < rows.length; at += PAGE) all.push(...(await read(rows.slice(at, at + PAGE))));
  return all;
}
