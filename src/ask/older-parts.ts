import { toCallId } from '../call.ts';
import type { Answer, Census } from './answer.ts';
import type { AnswerPart } from './answer-parts.ts';
import { callSections } from './call-sections.ts';
import { countAccounts } from './count-accounts.ts';

/** Most calls named in a list. */
const MOST_LISTED = 100;
/** How older versions began claims, accounts and calls: a bullet or a bold heading. */
const LISTED = /^(?:- |\*\*)/;

/**
 * Builds the parts of an answer saved before answers had parts, from its claims and the rest of its text. Text below
 * the claims stays one note; offers have no plan.
 */
export function olderParts(answer: Omit<Answer, 'parts'>): AnswerPart[] {
  const { claims, census, citations, model, notes } = answer;
  const paragraphs = answer.text.split('\n\n').filter(Boolean);
  const isListed = (text: string) => (claims.length > 0 || census !== null) && LISTED.test(text);
  const first = paragraphs.findIndex(isListed);
  const before = first < 0 ? paragraphs : paragraphs.slice(0, first);
  const after = first < 0 ? [] : paragraphs.slice(first).filter((text) => !isListed(text));
  return [
    ...before.map((text): AnswerPart => ({ kind: notes.includes(text) ? 'note' : 'lead', text })),
    ...(answer.nearest ? [{ kind: 'nearest' as const }] : []),
    ...(answer.choices ?? []).map((_, choice): AnswerPart => ({ kind: 'choice', choice })),
    ...answer.suggestions.map((question): AnswerPart => ({ kind: 'offer', text: '', question, plan: null })),
    ...bodyOf(),
    ...(after.length > 0 ? [{ kind: 'note' as const, text: after.join('\n\n') }] : []),
  ];

  function bodyOf(): AnswerPart[] {
    if (claims.length === 0) return census ? [listOf(census)] : [];
    const sections = callSections(claims, citations);
    if (census?.of === 'accounts') {
      const claimsOf = new Map<string, number[]>(sections.map((section) => [section.call.id, section.claims]));
      return [{ kind: 'count', accounts: countAccounts(census.rows, (callId) => claimsOf.get(callId) ?? []) }];
    }
    return model === null ? sections : [{ kind: 'claims', claims: claims.map((_, at) => at) }];
  }
}

function listOf({ rows }: Census): AnswerPart {
  const calls = rows.slice(0, MOST_LISTED).map(({ callId, callTitle, startedAt, accounts }) => ({
    id: toCallId(callId),
    title: callTitle,
    startedAt,
    accounts,
  }));
  return { kind: 'calls', calls, more: rows.length - calls.length };
}
