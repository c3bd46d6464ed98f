import type { Claim } from '../citation.ts';
import { type FoundSegment, withWords } from '../search/search-segments.ts';
import type { CallCount, SegmentHit, SegmentQuery, SegmentReader } from '../search/segment-index.ts';
import { withTrackers } from '../search/tracker-query.ts';
import { findHighlights, stemOf, wordsOf } from '../search/words.ts';
import { type CallSummary, readCalls } from '../store/calls-reader.ts';
import type { Census } from './answer.ts';
import type { ProvedQuote } from './check-claims.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, say } from './draft.ts';
import { type EvidenceFilter, sureAlternativesOf } from './gather-evidence.ts';
import type { QuestionPlan } from './plan-question.ts';
import { callHeading, counted, listWords, quoteClaim, rangeWords } from './write-text.ts';

/** Calls whose mentions are listed; all beyond are counted. */
const MOST_CALLS = 10_000;
/** Mentions whose words are read. */
const MOST_READ = 2000;
/** Mentions that are quoted. Whoever wants more has the list of calls, and search. */
const MOST_QUOTED = 200;
const PAGE = 500;

/** What is counted: where all of these stand in one segment. */
type Counted = { words: string; narrow: (filter: EvidenceFilter) => SegmentQuery | null; marks: string[] };

/**
 * "Find every …", "how many …", "which customers …", answered by the index: exact counts, every call, and the words of each mention as far as they can be
 * shown. No model takes part.
 */
export async function censusDraft(context: AskContext): Promise<Draft> {
  const counted = whatIsCounted(context.plan);
  if (counted === 'unclear') {
    const unsaid = await findUnsaid(context);
    return unsaid
      ? { ...EMPTY_DRAFT, isCertain: true }
      : {
          ...EMPTY_DRAFT,
          notes: ['What to count is described in too many words to count it.'],
        };
  }
  return counted ? mentionsDraft(context, counted) : callsDraft(context);
}

/**
 * Of a description, a name of two words that nobody said next to each other, as "support desk", nor anything that is said for it: what is counted is that,
 * and there is none of it.
 */
async function findUnsaid({ index, filters, plan }: AskContext): Promise<string | null> {
  for (const run of plan.runs.filter((one) => wordsOf(one).length === 2)) {
    const instead = sureAlternativesOf(plan).flatMap(({ text, of }) => (of === run ? [text] : []));
    const queries = filters.map((filter) => ({ ...filter, words: [], anyOf: [[run, ...instead]] }));
    const counts = await Promise.all(queries.map((query) => index.count(query, { atMost: 1, ofCalls: false })));
    if (counts.every(({ segments }) => segments === 0)) return run;
  }
  return null;
}

/** What was not counted, so that nobody takes the number for all that was meant. */
function uncounted(plan: QuestionPlan): string {
  const others = plan.added.flatMap(({ kind, text }) => (kind === 'business_word' ? [`“${text}”`] : []));
  return others.length === 0 ? '' : ` Other words for it, as ${listWords(others.slice(0, 3))}, are not.`;
}

/** More and longer rows of words than these are a description, which nobody says word for word. */
const MOST_RUNS = 2;
const LONGEST_RUN = 3;

/**
 * Phrases as quoted; else rows of words that say more than a tracker's name; else the trackers. Null: the calls themselves are counted; `unclear`: what is
 * meant is described rather than named.
 */
export function whatIsCounted(plan: QuestionPlan): Counted | 'unclear' | null {
  const cues = new Set(
    plan.trackers
      .flatMap((tracker) => [...tracker.cues, tracker.name])
      .flatMap(wordsOf)
      .map(stemOf),
  );
  const runs =
    plan.phrases.length > 0
      ? plan.phrases
      : plan.runs.filter((run) => wordsOf(run).some((word) => !cues.has(stemOf(word))));
  const isDescription = runs.length > MOST_RUNS || runs.some((run) => wordsOf(run).length > LONGEST_RUN);
  if (isDescription && plan.phrases.length === 0) return 'unclear';
  if (runs.length > 0) {
    const isEither = / or /i.test(plan.meaning);
    return {
      words: runs.map((run) => `“${run}”`).join(isEither ? ' or ' : ' together with '),
      narrow: (filter) => ({ ...filter, words: [], anyOf: isEither ? [runs] : runs.map((run) => [run]) }),
      marks: runs,
    };
  }
  if (plan.trackers.length === 0) return null;
  return {
    words: listWords(
      plan.trackers.map(({ name, terms }) => `${name.toLowerCase()} (any of its ${terms.length} terms)`),
    ),
    narrow: (filter) => withTrackers({ ...filter, words: [] }, plan.trackers),
    marks: plan.trackers.flatMap((tracker) => tracker.terms),
  };
}

async function mentionsDraft(context: AskContext, what: Counted): Promise<Draft> {
  const { index, db, scope, filters, plan } = context;
  const queries = filters.flatMap((filter) => what.narrow(filter) ?? []);
  const perCall = (await Promise.all(queries.map((query) => everyCall(index, query)))).flat();
  if (perCall.length === 0) return { ...EMPTY_DRAFT, notes: [`${what.words} came up in no call.`] };
  const ids = perCall.map(({ callId }) => callId);
  const read = await inPages(ids, (page) => readCalls(db, scope, { ids: page }, { limit: page.length }));
  const calls = new Map(read.map((call) => [call.id, call]));
  const rows = perCall
    .flatMap(({ callId, segments }) => {
      const call = calls.get(callId);
      return call ? [{ call, mentions: segments }] : [];
    })
    .sort((a, b) => b.call.startedAt.getTime() - a.call.startedAt.getTime());
  const hits = (await Promise.all(queries.map((query) => everyHit(index, query)))).flat();
  const found = await inPages(hits, (page) => withWords(db, scope, page, { words: [], phrases: what.marks }));
  const mentions = rows.reduce((sum, row) => sum + row.mentions, 0);
  const speakers = new Set(found.map(({ segment }) => segment.speaker.personId ?? segment.speaker.name));
  const census: Census = {
    of: plan.census,
    mentions,
    calls: rows.length,
    accounts: new Set(rows.flatMap(({ call }) => call.accounts.map(({ id }) => id))).size,
    people: found.length === mentions ? speakers.size : null,
    rows: rows.map(({ call, mentions: ofCall }) => toRow(call, ofCall)),
  };
  const quoted = chooseQuotes(found, what.marks);
  const claims: { quote: ProvedQuote; claim: Claim }[] = [];
  for (const quote of quoted) claims.push({ quote, claim: await say(context, quoteClaim(quote), [quote]) });
  const opening = `${numbersOf(census, what.words)}${within(context)}. Counted is every segment in which the words stand, in any of their forms${quoted.length < mentions ? `; ${quoted.length} of them are quoted, and the count lists every call` : ''}.${uncounted(plan)}`;
  return {
    ...EMPTY_DRAFT,
    status: 'answered',
    text: [
      opening,
      ...(plan.census === 'accounts' ? accountParts(rows, claims) : callParts(context, rows, claims)),
    ].join('\n\n'),
    claims: claims.map(({ claim }) => claim),
    census,
  };
}

/** Where no topic is named, the calls in scope are what is counted. */
async function callsDraft(context: AskContext): Promise<Draft> {
  const { db, scope, filters, plan, searched, organization } = context;
  const limit = Math.min(MOST_CALLS, PAGE);
  const calls: CallSummary[] = [];
  for (const filter of filters) {
    for (let page = await readCalls(db, scope, filter, { limit }); page.length > 0 && calls.length < MOST_CALLS; ) {
      calls.push(...page);
      const last = page.at(-1);
      page = last && page.length === limit ? await readCalls(db, scope, filter, { limit, after: last }) : [];
    }
  }
  if (calls.length === 0) return EMPTY_DRAFT;
  const accounts = new Set(calls.flatMap((call) => call.accounts.map(({ id }) => id))).size;
  const census: Census = {
    of: plan.census,
    mentions: 0,
    calls: searched.inScope,
    accounts,
    people: null,
    rows: calls.map((call) => toRow(call, 0)),
  };
  const listed = calls.slice(0, MOST_LISTED).map((call) => `- ${callHeading(call, organization.timeZone)}`);
  const more = calls.length > MOST_LISTED ? [`- … and ${counted(calls.length - MOST_LISTED, 'more call')}`] : [];
  return {
    ...EMPTY_DRAFT,
    status: 'answered',
    text: [
      `${counted(searched.inScope, 'call')} with ${counted(accounts, 'account')}${within(context)}.`,
      [...listed, ...more].join('\n'),
    ].join('\n\n'),
    census,
  };
}

/** Calls named in the text; all of them are in the census. */
const MOST_LISTED = 100;

function numbersOf({ mentions, calls, accounts, of, people }: Census, words: string): string {
  const said = `${words} came up ${mentions === 1 ? 'once' : `${mentions} times`} in ${counted(calls, 'call')} with ${counted(accounts, 'account')}`;
  if (of === 'people' && people !== null)
    return `${counted(people, 'person')} said ${words}: ${mentions === 1 ? 'once' : `${mentions} times`} in ${counted(calls, 'call')}`;
  return said[0] === '“' ? said : said[0]?.toUpperCase() + said.slice(1);
}

/** "… with Acme, since 1 May 2026 (of 40 calls, 2 of them without a transcript)". */
function within({ plan, searched, now, organization }: AskContext): string {
  const names = listWords([...plan.accounts, ...plan.people].map(({ name }) => name));
  const when = rangeWords(plan, now, organization.timeZone);
  const without = searched.withoutTranscript > 0 ? `, ${searched.withoutTranscript} of them without a transcript` : '';
  return `${names && ` for ${names}`}${when && `, ${when}`} (of ${counted(searched.inScope, 'call')}${without})`;
}

const toRow = (call: CallSummary, mentions: number): Census['rows'][number] => ({
  callId: call.id,
  callTitle: call.title,
  startedAt: call.startedAt.toISOString(),
  accounts: call.accounts,
  mentions,
});

async function everyCall(index: SegmentReader, query: SegmentQuery): Promise<CallCount[]> {
  const all: CallCount[] = [];
  for (;;) {
    const after = all.at(-1);
    const page = await index.calls(query, { limit: PAGE, ...(after && { after }) });
    all.push(...page);
    if (page.length < PAGE || all.length >= MOST_CALLS) return all;
  }
}

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

/** A sentence of each mention, in order of time; where there are more than can be shown, each call's first come before its second. */
function chooseQuotes(found: readonly FoundSegment[], marks: readonly string[]): ProvedQuote[] {
  const inOrder = found.toSorted(
    (a, b) =>
      b.call.startedAt.getTime() - a.call.startedAt.getTime() ||
      a.call.id.localeCompare(b.call.id) ||
      a.segment.position - b.segment.position,
  );
  const rank = new Map<string, number>();
  const ranked = inOrder.map((hit) => {
    const place = rank.get(hit.call.id) ?? 0;
    rank.set(hit.call.id, place + 1);
    return { hit, place };
  });
  const kept = new Set(ranked.toSorted((a, b) => a.place - b.place).slice(0, MOST_QUOTED));
  return ranked
    .filter((one) => kept.has(one))
    .map(({ hit }, at) => {
      const wanted = { words: [], phrases: marks };
      const sentence = hit.segment.sentences.find(({ text }) => findHighlights(text, wanted).length > 0);
      // A phrase may run from one sentence into the next: then the whole segment is quoted.
      return { evidence: { ...hit, id: `s${at + 1}` }, sentences: sentence ? [sentence] : hit.segment.sentences };
    });
}

type Row = { call: CallSummary; mentions: number };
type Quoted = { quote: ProvedQuote; claim: Claim };

function callParts({ organization }: AskContext, rows: readonly Row[], quoted: readonly Quoted[]): string[] {
  const byCall = Map.groupBy(quoted, ({ quote }) => quote.evidence.call.id);
  const parts = rows.slice(0, MOST_LISTED).map(({ call, mentions }) => {
    const claims = byCall.get(call.id) ?? [];
    const more = mentions - claims.length;
    const lines = claims.map(({ claim }) => `- ${claim.text} ${claim.citations.map((n) => `[${n}]`).join('')}`);
    return [
      `**${callHeading(call, organization.timeZone)}**`,
      ...lines,
      ...(more > 0 ? [`- ${counted(more, 'more mention')}`] : []),
    ].join('\n');
  });
  return rows.length > MOST_LISTED ? [...parts, `… and ${counted(rows.length - MOST_LISTED, 'more call')}.`] : parts;
}

function accountParts(rows: readonly Row[], quoted: readonly Quoted[]): string[] {
  const named = rows.flatMap((row) =>
    (row.call.accounts.length > 0 ? row.call.accounts : [{ id: '', name: 'No known account' }]).map((account) => ({
      account,
      row,
    })),
  );
  const groups = [...Map.groupBy(named, ({ account }) => account.id).values()].map((group) => ({
    name: group[0]?.account.name ?? '',
    calls: group.map(({ row }) => row),
    mentions: group.reduce((sum, { row }) => sum + row.mentions, 0),
  }));
  const lines = groups
    .toSorted((a, b) => b.mentions - a.mentions || a.name.localeCompare(b.name))
    .map(({ name, calls, mentions }) => {
      const numbers = quoted
        .filter(({ quote }) => calls.some(({ call }) => call.id === quote.evidence.call.id))
        .slice(0, 5)
        .flatMap(({ claim }) => claim.citations);
      return `- **${name}**: ${counted(mentions, 'mention')} in ${counted(calls.length, 'call')} ${numbers.map((n) => `[${n}]`).join('')}`.trimEnd();
    });
  return [lines.join('\n')];
}
