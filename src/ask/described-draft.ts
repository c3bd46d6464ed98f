import { callSections } from './call-sections.ts';
import { type AskContext, type Draft, EMPTY_DRAFT, say, toNotes } from './draft.ts';
import { exchangesOf } from './exchanges.ts';
import { nearSentences } from './near-sentences.ts';
import { pickQuotes } from './pick-quotes.ts';
import { NEAREST, quotingDraft } from './quoting-draft.ts';
import { exchangeClaim } from './write-text.ts';

/**
 * "Which customers are tied up in court cases?" describes what was said, and nobody says a description word for word.
 * The moments that come nearest are quoted, by account where accounts are asked for, and not counted.
 */
export async function describedDraft(context: AskContext, because: string): Promise<Draft> {
  const { plan, evidence, citations } = context;
  if (plan.census !== 'accounts') return quotingDraft(context, { because: `${because} ${NEAREST}`, isNearest: true });
  const nearness = await nearSentences(context, plan, evidence);
  const quotes = pickQuotes(plan, evidence, { nearness }).filter(({ evidence: { call } }) => call.accounts.length > 0);
  if (quotes.length === 0) return { ...EMPTY_DRAFT, notes: [because] };
  const byAccount = [...Map.groupBy(quotes, ({ evidence: { call } }) => call.accounts[0]?.name ?? '').values()];
  // The account with the best moment leads, as the moments are worth most in the order of the evidence.
  const place = new Map(evidence.map(({ id }, at) => [id, at]));
  const bestOf = (group: typeof quotes) => Math.min(...group.map((quote) => place.get(quote.evidence.id) ?? Infinity));
  const inOrder = byAccount.toSorted((a, b) => bestOf(a) - bestOf(b)).flat();
  const exchanges = await exchangesOf(context, plan, inOrder);
  const claims = [];
  for (const exchange of exchanges) claims.push(await say(context, exchangeClaim(exchange), exchange));
  const sections = callSections(claims, citations.citations).map((section) => ({
    ...section,
    account: section.call.accounts[0] ?? null,
  }));
  const order = byAccount.length > 1 ? ', the closest account first' : '';
  const lead = `What was said, word for word${order}.`;
  const notes = [`${because} These moments come nearest, by account.`];
  return {
    ...EMPTY_DRAFT,
    status: 'answered',
    parts: [...toNotes(notes), { kind: 'lead', text: lead }, ...sections],
    claims,
    notes,
  };
}
