import { inLoopTurn } from '../fair-turns.ts';
import { wordsOf } from '../language/words.ts';
import { dayOf } from '../time-window.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { callSections } from './call-sections.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, say, toNotes } from './draft.ts';
import { type Exchange, exchangesOf } from './exchanges.ts';
import type { ProvedQuote } from './find-quote.ts';
import { standInsOf } from './gather-evidence.ts';
import { NOT_NEAR, nearSentences } from './near-sentences.ts';
import { overtakenQuotes } from './overtaken-quotes.ts';
import { pickQuotes } from './pick-quotes.ts';
import { exchangeClaim, quoteClaim, rangeWords, whatWasSaid } from './write-text.ts';

type Options = {
  /** Tells the reader why the answer quotes instead; empty when there is nothing to explain. */
  because?: string;
  /** Whether the quotes are only near to what was asked. */
  isNearest?: boolean;
  /** The quotes to show instead of the best, each by itself: so many were asked for. */
  picked?: ProvedQuote[];
};

/**
 * The answer without a model: the best sentences, word for word, per call, the newest call first. A changed figure
 * stands beside what it was.
 */
export async function quotingDraft(
  context: AskContext,
  { because = '', isNearest = false, picked }: Options = {},
): Promise<Draft> {
  const { plan, evidence, organization, now, citations } = context;
  const nearness = picked ? NOT_NEAR : await nearSentences(context, plan, evidence);
  const sure = picked ?? (await inLoopTurn(() => pickQuotes(plan, evidence, { nearness })));
  // Words merely used alike would crowd out better quotes. Where nothing else was said, they are the nearest.
  const quotes = inOrder(
    plan,
    sure.length > 0
      ? sure
      : await inLoopTurn(() => pickQuotes(plan, evidence, { standIns: standInsOf(plan), nearness })),
  );
  const notes = because === '' ? (sure.length > 0 ? [] : [NEAREST]) : [because];
  if (quotes.length === 0) return { ...EMPTY_DRAFT, notes: because === '' ? [] : [because] };
  const exchanges = await exchangesOf(context, plan, quotes);
  const claims = [];
  for (const { exchange, before } of changedFirst(quotes, picked ? [] : overtakenQuotes(plan, quotes), exchanges)) {
    const day = before && dayOf(before.evidence.call.startedAt, organization.timeZone);
    const then = before ? ` Before, on ${day}: ${quoteClaim(before)}` : '';
    claims.push(
      before
        ? await say(context, exchangeClaim(exchange) + then, [...exchange, before], 'changed')
        : await say(context, exchangeClaim(exchange), exchange),
    );
  }
  const compared = plan.type === 'compare' ? plan.accounts : [];
  const sections = callSections(claims, citations.citations).map((section) => ({
    ...section,
    account: compared.find(({ id }) => section.call.accounts.some((account) => account.id === id)) ?? null,
  }));
  const when = rangeWords(plan, now, organization.timeZone);
  const isOlderToo = quotes.some(({ evidence: { call } }) => plan.from !== null && call.startedAt < plan.from);
  const range = when && isOlderToo && !plan.isAnyTimeToo ? `${when} and in the last call before` : when;
  const head = whatWasSaid(plan, { isNearest: isNearest || sure.length === 0 });
  const days = sections.map(({ call }) => call.startedAt);
  const isInOrder = days.length > 1 && days.every((day, at) => at === 0 || day <= (days[at - 1] ?? day));
  const lead = `${head}${range ? `, ${range}` : ''}, word for word${isInOrder ? ', newest call first' : ''}.`;
  return {
    ...EMPTY_DRAFT,
    status: sure.length > 0 ? 'answered' : 'partial',
    parts: [...toNotes(notes), { kind: 'lead', text: lead }, ...sections],
    claims,
    notes,
  };
}

/**
 * Each exchange with the earlier quote that it overtakes, if any; in each call, those that overtake one come first. An
 * earlier quote stands beside the newest that overtakes it, and nowhere else.
 */
function changedFirst(
  quotes: readonly ProvedQuote[],
  overtaken: readonly (ProvedQuote | null)[],
  exchanges: readonly Exchange[],
) {
  const beforeOf = new Map(quotes.map((quote, at) => [quote, overtaken[at] ?? null]));
  const shown = new Set<ProvedQuote>();
  const dated = new Map<Exchange, Dated>();
  for (const exchange of exchanges.toSorted(([a], [b]) => startOf(b) - startOf(a))) {
    const [first, ...others] = exchange.filter((quote) => !shown.has(quote));
    // What only led to a quote, or followed on it, says nothing without it.
    const isLeft = exchange.some((quote) => beforeOf.has(quote) && !shown.has(quote));
    if (!first || !isLeft) continue;
    const left: Exchange = [first, ...others];
    const before = left.flatMap((quote) => beforeOf.get(quote) ?? []).find((quote) => !shown.has(quote)) ?? null;
    if (before) shown.add(before);
    dated.set(exchange, { exchange: left, before });
  }
  const inOrder = exchanges.flatMap((exchange) => dated.get(exchange) ?? []);
  const ofCalls = [...Map.groupBy(inOrder, ({ exchange: [quote] }) => quote.evidence.call.id).values()];
  return ofCalls.flatMap((some) => some.toSorted((a, b) => Number(b.before !== null) - Number(a.before !== null)));
}

type Dated = { exchange: Exchange; before: ProvedQuote | null };

const startOf = ({ evidence }: ProvedQuote): number => evidence.call.startedAt.getTime();

/** Says that the quotes are neither an answer nor a refusal. */
export const NEAREST = 'These moments come nearest.';

/** The newest call first, but grouped by account in a comparison, and calls that name the time asked about first. */
function inOrder(plan: QuestionPlan, quotes: ProvedQuote[]): ProvedQuote[] {
  if (plan.type !== 'compare' || plan.accounts.length < 2) return namingTimeFirst(plan, quotes);
  const place = ({ evidence }: ProvedQuote) =>
    plan.accounts.findIndex(({ id }) => evidence.call.accounts.some((account) => account.id === id));
  return quotes.toSorted((a, b) => place(a) - place(b));
}

/** "The budget for 2027": calls that speak of 2027 lead, however old they are. */
function namingTimeFirst({ subjectTimes, terms }: QuestionPlan, quotes: ProvedQuote[]): ProvedQuote[] {
  const ofSubject = subjectTimes.filter(({ isOfCallsToo }) => !isOfCallsToo);
  const words = ofSubject.flatMap((time) => time.terms).filter((term) => terms.includes(term));
  const isNamed = ({ sentences }: ProvedQuote) =>
    words.length > 0 && sentences.some(({ text }) => wordsOf(text).some((word) => words.includes(word)));
  const naming = new Set(quotes.filter(isNamed).map(({ evidence }) => evidence.call.id));
  return quotes.toSorted((a, b) => Number(naming.has(b.evidence.call.id)) - Number(naming.has(a.evidence.call.id)));
}
