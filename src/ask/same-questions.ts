import type { CallId, Sentence } from '../call.ts';
import { asksTheSame } from '../language/exchanges.ts';
import { isMostlyNoun } from '../language/noun-or-adjective.ts';
import { stemmed } from '../language/words.ts';
import type { FoundSegment } from '../search/search-result.ts';
import type { SegmentHit } from '../search/segment-index.ts';
import { toSegmentId } from '../segment.ts';
import { readCalls, readTranscript } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import type { Scope } from '../viewer.ts';
import type { QuestionPlan } from './answer-plan.ts';
import { isWanted } from './newest-moments.ts';
import { searchTerms } from './plan-question.ts';

const MOST_CALLS = 6;
const MOST_QUESTIONS = 4;

/**
 * Where the question itself was put in a call about its subject: "For how long exactly?" names no outage, so no word of
 * the search finds it, and its reply is the answer. `found` come best first.
 */
export async function sameQuestions(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  found: readonly FoundSegment[],
): Promise<SegmentHit[]> {
  if (plan.phrases.length > 0 || plan.type === 'count' || plan.type === 'list') return [];
  const has = new Set(found.map(({ segment }) => toSegmentId(segment)));
  const about = new Set([...callsAbout(plan, found), ...(await othersOfAccount(db, scope, plan, found))]);
  const transcripts = await Promise.all([...about].map((id) => readTranscript(db, scope, id)));
  return transcripts.flatMap((segments) =>
    segments
      .filter(({ speaker, sentences }) => {
        const last = sentences.at(-1)?.text;
        return last !== undefined && isWanted(plan, speaker) && asksTheSame(last, plan.meaning);
      })
      .filter((segment) => !has.has(toSegmentId(segment)))
      .slice(0, MOST_QUESTIONS)
      .map(({ callId, position }) => ({ callId, position, score: 0 })),
  );
}

/**
 * The newest calls of the one account that the question's things are said with: a call that goes on about them may name
 * none of them ("How many came?"). A question of some time, call or person keeps to those found.
 */
async function othersOfAccount(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  found: readonly FoundSegment[],
): Promise<CallId[]> {
  if (plan.ranges.length + plan.calls.length + plan.people.length + plan.acts.length > 0) return [];
  const about = callsAbout(plan, found);
  const accounts = found
    .filter(({ call }) => about.has(call.id))
    .flatMap(({ call }) => call.accounts.map(({ id }) => id));
  const accountIds = [...new Set(accounts)];
  if (accountIds.length !== 1) return [];
  return (await readCalls(db, scope, { accountIds }, { limit: MOST_CALLS })).map(({ id }) => id);
}

/** The sentences of the evidence that put the question in a call about its subject. */
export function sentencesAsking(plan: QuestionPlan, evidence: readonly FoundSegment[]): ReadonlySet<Sentence> {
  const about = callsAbout(plan, evidence);
  const ofThese = evidence.filter(({ call }) => about.has(call.id)).flatMap(({ segment }) => segment.sentences);
  return new Set(ofThese.filter(({ text }) => asksTheSame(text, plan.meaning)));
}

/**
 * The best calls of the accounts that speak of the question's rarest thing among what was found, those with its words
 * in their titles first: elsewhere the same question is about something else.
 */
function callsAbout(plan: QuestionPlan, found: readonly FoundSegment[]): ReadonlySet<CallId> {
  const terms = searchTerms(plan);
  const things = terms.filter(isMostlyNoun);
  const holding = (things.length > 0 ? things : terms)
    .map((term) => found.filter(({ text, call }) => holds(`${text} ${call.title}`, term)))
    .filter((some) => some.length > 0)
    .toSorted((a, b) => a.length - b.length);
  // Nobody said a word of it: the calls of whom the question names are about them all the same.
  const isNamed = plan.acts.length === 0 && plan.accounts.length + plan.people.length > 0;
  const [rarest = isNamed ? found : []] = holding;
  const about = new Set(rarest.flatMap(({ call }) => [call.id as string, ...call.accounts.map(({ id }) => id)]));
  const calls = found.filter(({ call }) => about.has(call.id) || call.accounts.some(({ id }) => about.has(id)));
  const isTitled = ({ call }: FoundSegment) => terms.some((term) => holds(call.title, term));
  const accountsOf = ({ call }: FoundSegment) => call.accounts.map(({ id }) => id);
  const holders = holding.map((some) => new Set(some.flatMap(accountsOf)));
  // Who speaks of nurses and of the training is asked about before who speaks of a training alone.
  const held = (one: FoundSegment) => holders.filter((ids) => accountsOf(one).some((id) => ids.has(id))).length;
  const inOrder = calls.toSorted((a, b) => Number(isTitled(b)) - Number(isTitled(a)) || held(b) - held(a));
  return new Set([...new Set(inOrder.map(({ call }) => call.id))].slice(0, MOST_CALLS));
}

const holds = (text: string, term: string): boolean => ` ${stemmed(text)} `.includes(` ${stemmed(term)} `);
