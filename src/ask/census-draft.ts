import { compareCallIds } from '../call.ts';
import type { CallSummary } from '../call-summary.ts';
import { isOfWordsAlone, pointedAtIn } from '../language/count-words.ts';
import { otherwiseAdjective } from '../language/noun-or-adjective.ts';
import { placesOf } from '../language/word-places.ts';
import { wordsOf } from '../language/words.ts';
import type { FoundSegment } from '../search/search-result.ts';
import { toSegmentId } from '../segment.ts';
import type { Census } from './answer.ts';
import type { AnswerPart, FigureRow } from './answer-parts.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { toNamedCall } from './call-sections.ts';
import { complementDraft } from './complement-draft.ts';
import { countAccounts } from './count-accounts.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, say } from './draft.ts';
import { type Excluded, readExcluded } from './excluded-mentions.ts';
import {
  type Counted,
  findMentioned,
  type Mentioned,
  MOST_COUNTED_CALLS,
  MOST_READ,
  MOST_UNQUOTED,
  readCallsInScope,
  speakerKeyOf,
  toCensusRow,
  whatIsCounted,
  withinSearched,
} from './find-mentioned.ts';
import type { ProvedQuote } from './find-quote.ts';
import { isSaidIn } from './is-said-in.ts';
import { counted, figureWords, listWords, quoteClaim } from './write-text.ts';

/** Most mentions quoted. Readers find the rest in the list of calls and by search. */
const MOST_QUOTED = 200;

/**
 * Answers "Find every …", "how many …" and "which customers …" without a model: the index finds every segment with the
 * words' stems, and the words as spoken are counted, place by place, up to the limits above.
 */
export async function censusDraft(context: AskContext): Promise<Draft> {
  if (context.plan.isDescription) return { ...EMPTY_DRAFT, notes: [NOT_COUNTED] };
  const counted = whatIsCounted(context.plan);
  if (!counted) return callsDraft(context);
  const { negation } = context.plan;
  if (negation?.kind === 'complement') return complementDraft(context, counted);
  return mentionsDraft(context, counted, negation?.kind === 'exclusion' ? await readExcluded(context) : null);
}

const NOT_COUNTED = 'This describes what was said instead of naming a word, so it cannot be counted.';

/** Names the words left out, so readers do not take the number for the full meaning. */
function uncounted(plan: QuestionPlan): string {
  const others = plan.added.flatMap(({ kind, text }) => (kind === 'business_word' ? [`“${text}”`] : []));
  return others.length === 0 ? '' : ` Other words for it, as ${listWords(others.slice(0, 3))}, are not.`;
}

async function mentionsDraft(context: AskContext, what: Counted, excluded: Excluded | null): Promise<Draft> {
  const { plan } = context;
  const { found: all, isCut: isCutShort } = await findMentioned(context, what);
  const found = excluded ? all.flatMap((one) => excluded.withoutIt(one) ?? []) : all;
  const isCut = isCutShort || Boolean(excluded?.isCut);
  const perCall = [...Map.groupBy(found, ({ hit }) => hit.call.id).values()];
  const rows = perCall
    .flatMap((group) =>
      group[0] ? [{ call: group[0].hit.call, mentions: group.reduce((sum, one) => sum + one.mentions, 0) }] : [],
    )
    .sort((a, b) => b.call.startedAt.getTime() - a.call.startedAt.getTime() || compareCallIds(a.call.id, b.call.id));
  const census: Census = {
    of: plan.census,
    mentions: rows.reduce((sum, row) => sum + row.mentions, 0),
    calls: rows.length,
    accounts: new Set(rows.flatMap(({ call }) => call.accounts.map(({ id }) => id))).size,
    people: new Set(found.map(({ hit }) => speakerKeyOf(hit))).size,
    rows: rows.slice(0, MOST_COUNTED_CALLS).map(({ call, mentions: ofCall }) => toCensusRow(call, ofCall)),
  };
  if (census.mentions === 0) {
    // What was never said as a whole, although its words were, describes something.
    const isApart = all.length === 0 && (await isSaidApart(context));
    const none = `${what.words} came up in no call${excluded?.words ?? ''}${withinSearched(context)}`;
    return {
      ...EMPTY_DRAFT,
      census,
      notes: [isApart ? `${none} in one piece; its words were said apart.` : `${none}.`],
      // Moments with the excluded words would be the opposite of an answer.
      ...(excluded && all.length > 0 && { isCertain: true }),
    };
  }
  const quoted = chooseQuotes(
    found.map(({ hit }) => hit),
    what.places ?? what.marks,
  );
  const mentionsOf = new Map(found.map(({ hit, mentions }) => [toSegmentId(hit.segment), mentions]));
  const claimsOf = claimsBy(quoted, (hit) => hit.call.id);
  const claims = [];
  for (const quote of quoted) claims.push(await say(context, quoteClaim(quote), [quote]));
  const shown = quoted.reduce((sum, { evidence }) => sum + (mentionsOf.get(toSegmentId(evidence.segment)) ?? 0), 0);
  const lead = [
    `${numbersOf(census, what.words)}${withinCounted(context, census, excluded)}.`,
    what.places
      ? `Counted is every place where the words stand, in any of their forms${asNouns(what.places)}`
      : 'Counted is every segment in which the words stand, in any of their forms',
    shown < census.mentions ? '; a part of them is quoted, and the count lists every call.' : '.',
    isCut
      ? ` There are more: the count stopped after ${MOST_READ.toLocaleString('en')} segments that hold the words.`
      : '',
    uncounted(plan),
  ];
  return {
    ...EMPTY_DRAFT,
    status: isCut ? 'partial' : 'answered',
    parts: [
      { kind: 'lead', text: `${lead[0]} ${lead.slice(1).join('')}` },
      ...(plan.census === 'accounts'
        ? [{ kind: 'count' as const, accounts: countAccounts(census.rows, claimsOf) }]
        : []),
      ...(plan.census === 'people'
        ? [{ kind: 'figures' as const, ...countSpeakers(found, claimsBy(quoted, speakerKeyOf)) }]
        : []),
      ...(plan.census === 'accounts' ? [] : callParts(rows, claimsOf, quoted, mentionsOf)),
    ],
    claims,
    census,
  };
}

/** Whether a run of several words is counted whose words somebody said, or most of them. */
async function isSaidApart({ index, filters, plan }: AskContext): Promise<boolean> {
  const words =
    plan.phrases.length > 0
      ? []
      : plan.runs
          .map(wordsOf)
          .filter((run) => run.length > 1)
          .flat();
  const said = await Promise.all(words.map((word) => isSaidIn(index, filters, [word])));
  return words.length > 0 && said.filter(Boolean).length * 2 > words.length;
}

/** Which singular counts as a noun alone. */
function asNouns(phrases: readonly string[]): string {
  const singulars = phrases.flatMap((phrase) => wordsOf(phrase).flatMap((word) => otherwiseAdjective(word) ?? []));
  return singulars.length === 0 ? '' : `, ${listWords(singulars.map((one) => `“${one}”`))} as a noun only`;
}

const MOST_SPEAKERS = 100;

/** People with their mentions, those who said it most first. */
function countSpeakers(
  found: readonly Mentioned[],
  claimsOf: (speaker: string) => readonly number[],
): { rows: FigureRow[]; more: number } {
  const rows = [...Map.groupBy(found, ({ hit }) => speakerKeyOf(hit))]
    .map(([key, group]): FigureRow => {
      const [first] = group;
      const speaker = first?.hit.segment.speaker;
      const accounts = [...new Set(group.flatMap(({ hit }) => hit.call.accounts.map(({ name }) => name)))];
      return {
        name: speaker?.name ?? '',
        detail: speaker?.side === 'us' ? 'us' : accounts.length === 1 ? (accounts[0] ?? '') : '',
        figures: [
          { value: group.reduce((sum, one) => sum + one.mentions, 0), unit: 'mentions' },
          { value: new Set(group.map(({ hit }) => hit.call.id)).size, unit: 'calls' },
        ],
        claims: [...claimsOf(key)],
      };
    })
    .sort((a, b) => (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0) || a.name.localeCompare(b.name));
  return { rows: rows.slice(0, MOST_SPEAKERS), more: Math.max(0, rows.length - MOST_SPEAKERS) };
}

/** Without a topic, the calls in scope are counted. */
async function callsDraft(context: AskContext): Promise<Draft> {
  const { plan, searched } = context;
  const calls = await readCallsInScope(context);
  if (calls.length === 0) return EMPTY_DRAFT;
  const accounts = new Set(calls.flatMap((call) => call.accounts.map(({ id }) => id))).size;
  const census: Census = {
    of: plan.census,
    mentions: 0,
    calls: searched.inScope,
    accounts,
    people: null,
    rows: calls.map((call) => toCensusRow(call, 0)),
  };
  const pointed = plan.inherited.includes('topic') ? null : pointedAtIn(context.question);
  const isNamed = pointed === null && (plan.census !== 'mentions' || !isOfWordsAlone(context.question));
  return {
    ...EMPTY_DRAFT,
    status: isNamed ? 'answered' : 'partial',
    parts: [
      {
        kind: 'lead',
        text: `${isNamed ? '' : pointed ? unclear(pointed) : UNNAMED}${counted(searched.inScope, 'call')}${withinSearched(context, { accounts })}.`,
      },
      {
        kind: 'calls',
        calls: calls.slice(0, MOST_UNQUOTED).map(toNamedCall),
        more: Math.max(0, calls.length - MOST_UNQUOTED),
      },
    ],
    census,
  };
}

/** "How often did she mention it": the number of calls would pass for what was asked. */
const UNNAMED = 'The question names no word to count: put it in quotes, as "no". It would be looked for in ';

/** "How many customers mentioned this", with nothing asked before. */
const unclear = (pointed: string): string =>
  `Nothing asked before tells what “${pointed}” means: say it by name, or put words in quotes. They would be looked for in `;

/** People are counted beside their mentions, and accounts are not. */
const withinCounted = (context: AskContext, { of, people, accounts }: Census, excluded: Excluded | null): string =>
  of === 'people' && people !== null
    ? `${excluded?.words ?? ''}${withinSearched(context)}`
    : excluded
      ? ` with ${counted(accounts, 'account')}${excluded.words}${withinSearched(context)}`
      : withinSearched(context, { accounts });

const TIMES = ['', 'once', 'twice'];

function numbersOf({ mentions, calls, of, people }: Census, words: string): string {
  const times = `${TIMES[mentions] ?? `${mentions} times`} in ${counted(calls, 'call')}`;
  if (of === 'people' && people !== null)
    return `${figureWords({ value: people, unit: 'people' })} said ${words}: ${times}`;
  const said = `${words} came up ${times}`;
  return said[0] === '“' ? said : said[0]?.toUpperCase() + said.slice(1);
}

/**
 * One sentence per mention, newest call first. Past the limit, every call's first mention goes before any call's
 * second.
 */
function chooseQuotes(found: readonly FoundSegment[], marks: readonly string[]): ProvedQuote[] {
  const inOrder = found.toSorted(
    (a, b) =>
      b.call.startedAt.getTime() - a.call.startedAt.getTime() ||
      compareCallIds(a.call.id, b.call.id) ||
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
      const sentence = hit.segment.sentences.find(({ text }) => placesOf(text, marks).length > 0);
      // A phrase may run from one sentence into the next. Then the whole segment is quoted.
      return { evidence: { ...hit, id: `s${at + 1}` }, sentences: sentence ? [sentence] : hit.segment.sentences };
    });
}

type Row = { call: CallSummary; mentions: number };

/** One section per call with its quotes. Mentions without a quote and calls past the limit appear as numbers. */
function callParts(
  rows: readonly Row[],
  claimsOf: (callId: string) => readonly number[],
  quoted: readonly ProvedQuote[],
  mentionsOf: ReadonlyMap<string, number>,
): AnswerPart[] {
  const shown = rows.slice(0, MOST_QUOTED);
  const sections = shown.map(({ call, mentions }) => {
    const claims = [...claimsOf(call.id)];
    const quotedMentions = claims.reduce((sum, at) => {
      const segment = quoted[at]?.evidence.segment;
      return sum + ((segment && mentionsOf.get(toSegmentId(segment))) ?? 0);
    }, 0);
    return {
      kind: 'section' as const,
      call: toNamedCall(call),
      account: null,
      claims,
      more: mentions - quotedMentions,
    };
  });
  const more = rows.length - shown.length;
  return more > 0 ? [...sections, { kind: 'calls', calls: [], more }] : sections;
}

/** Quote positions by a key of the quoted segment. A quote and its claim share a position. */
function claimsBy(
  quoted: readonly ProvedQuote[],
  keyOf: (hit: FoundSegment) => string,
): (key: string) => readonly number[] {
  const placed = quoted.map(({ evidence }, at) => ({ key: keyOf(evidence), at }));
  const groups: ReadonlyMap<string, typeof placed> = Map.groupBy(placed, ({ key }) => key);
  return (key) => (groups.get(key) ?? []).map(({ at }) => at);
}
