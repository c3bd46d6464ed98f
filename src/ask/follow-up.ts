import { type AnswerEdit, readAnswerEdit } from '../language/answer-edits.ts';
import { isConnected } from '../language/connected.ts';
import { asksForReply } from '../language/exchanges.ts';
import { findPronoun, pointsAtSomebodyElse, pointsAtTopic } from '../language/pointing-questions.ts';
import { readRecordQuestion, withCallBefore } from '../language/record-words.ts';
import { asksForCustomersWords } from '../language/whose-words.ts';
import type { Answer } from './answer.ts';
import type { Inherited, QuestionPlan } from './answer-plan.ts';
import { hasTopic, withNameMarks } from './plan-question.ts';
import { listWords } from './write-text.ts';

/** What a follow-up needs of the answer before. */
export type Answered = Pick<Answer, 'question' | 'citations' | 'census'>;

/**
 * The plan of a follow-up, read as an edit of the plan before. A change of form or of side keeps all of it, and its
 * words are not searched. Another question inherits the accounts, dates and topic it leaves open, unless it says
 * otherwise ("all customers", "ever"); one with its own name and topic inherits nothing, unless it points at the topic
 * ("is it fixed?"): then its words are asked of that topic. With the topic come the side and the kind of answer.
 * `inherited` lists everything taken over.
 */
export function takeOver(plan: QuestionPlan, before: QuestionPlan, answered: Answered, question: string): QuestionPlan {
  const edit = editOf(plan);
  if (edit) return edited(plan, before, answered, { edit, question });
  const ofCall = ofCallBefore(plan, before, answered, question);
  if (ofCall) return ofCall;
  const isOther = isOfPeopleAlone(plan) && pointsAtSomebodyElse(withNameMarks(question, plan.mentions));
  // A reply is to what was asked about before.
  if (isOther) return withThoseBefore(asksForReply(question) ? withoutTopic(plan) : plan, before);
  const pronoun = findPronoun(question);
  // After "who replaced Nadia", "he" is rather the one asked for, who is in nobody's plan.
  if (before.type === 'who' && pronoun && !isNamed(plan)) return ofWhomBefore(plan, before, pronoun);
  const isTopicalPronoun = pronoun !== null && !isNamed(plan) && !isNamed(before) && !asksForCustomersWords(question);
  const isPointing =
    hasTopic(plan) && hasTopic(before) && mayPoint(plan) && (isTopicalPronoun || pointsAtTopic(question));
  if (isPointing) return ofTopic(plan, before);
  const isOwn = isNamed(plan) && hasTopic(plan) && !isConnected(question);
  return isOwn ? plan : inheriting(plan, before);
}

/** "How long did that one take?", where the answer before tells of a single call: that call is asked about. */
function ofCallBefore(
  plan: QuestionPlan,
  before: QuestionPlan,
  { census }: Answered,
  question: string,
): QuestionPlan | null {
  const [row, ...more] = census?.of === 'calls' ? census.rows : [];
  if (!row || more.length > 0 || isNamed(plan) || plan.ranges.length > 0) return null;
  const asked = readRecordQuestion(withCallBefore(question));
  if (!asked) return null;
  const measure = { days: null, title: null, ...asked };
  const taken = inheriting({ ...withoutTopic(plan), measure, type: 'figure', typeCue: 'figure' }, before);
  take(taken, 'dates', { calls: [{ id: row.callId, name: row.callTitle }] });
  return { ...taken, inherited: [...new Set(taken.inherited)] };
}

const isOfPeopleAlone = (plan: QuestionPlan): boolean => plan.people.length > 0 && plan.accounts.length === 0;

/** "What did Robin offer her?": the one named, on the calls of those whom the question before named. */
function withThoseBefore(plan: QuestionPlan, before: QuestionPlan): QuestionPlan {
  const taken = inheriting(plan, before);
  if (before.accounts.length > 0) take(taken, 'accounts', { accounts: before.accounts });
  const others = before.people.filter(({ id }) => !plan.people.some((one) => one.id === id));
  if (others.length > 0) take(taken, 'people', { people: [...plan.people, ...others] });
  return taken;
}

/** Somebody is meant who may be another than those named before; the answer says for whom they were taken. */
function ofWhomBefore(plan: QuestionPlan, before: QuestionPlan, pronoun: string): QuestionPlan {
  const taken = inheriting(plan, withoutTopic(before));
  const names = [...before.people, ...before.accounts].map(({ name }) => name);
  if (names.length === 0) return taken;
  const warning = `Took “${pronoun}” for ${listWords(names)}: write the name, if somebody else is meant.`;
  return { ...taken, warnings: [...taken.warnings, warning] };
}

/** A change of form names nothing; a change of side may name accounts and times too. */
function editOf(plan: QuestionPlan): AnswerEdit | null {
  const edit = plan.phrases.length > 0 ? null : readAnswerEdit(plan.meaning);
  // "How often did customers mention it" asks for a number of the same thing.
  if (edit?.kind === 'narrow' && plan.typeCue === 'count') return null;
  const isAlone = !isNamed(plan) && plan.ranges.length === 0 && plan.callWords === null;
  return edit && (isAlone || edit.kind === 'narrow' || edit.kind === 'those') ? edit : null;
}

const isNamed = (plan: QuestionPlan): boolean => plan.mentions.length + plan.accounts.length + plan.people.length > 0;

function edited(
  plan: QuestionPlan,
  before: QuestionPlan,
  answered: Answered,
  { edit, question }: { edit: AnswerEdit; question: string },
): QuestionPlan {
  const former = before.edit?.kind === 'wording' || before.edit?.kind === 'why' ? before.edit : null;
  const change: QuestionPlan['edit'] = {
    kind: edit.kind,
    wish: edit.kind === 'wording' ? edit.wish : null,
    count: edit.kind === 'wording' ? edit.count : null,
    of: former?.of ?? answered.question,
    instructions: [...(former?.instructions ?? []), question],
  };
  if (edit.kind === 'those') return { ...ofThose(plan, before, answered), edit: change };
  const taken = { ...inheriting(withoutTopic(plan), before), edit: change };
  if (edit.kind === 'narrow') return { ...taken, side: edit.side ?? taken.side };
  const isCounted = before.type === 'count' || before.type === 'list';
  const { added, type, census } = before;
  return { ...taken, added, census, type: edit.kind === 'why' && isCounted ? 'said' : type };
}

/** "Which of those …": within the accounts that the answer named, or about the same things by one more criterion. */
function ofThose(plan: QuestionPlan, before: QuestionPlan, answered: Answered): QuestionPlan {
  const named = answered.census
    ? answered.census.rows.flatMap(({ accounts }) => accounts)
    : answered.citations.flatMap(({ accounts }) => accounts);
  const accounts = [...new Map(named.map((account) => [account.id, account])).values()];
  const taken = inheriting(plan, accounts.length > 0 ? { ...before, accounts } : before);
  if (!hasTopic(plan)) return taken;
  const isListed = before.type === 'list' || before.type === 'count';
  if (isListed && before.census === 'accounts') {
    const side = plan.side ?? before.side;
    return { ...taken, side, type: plan.typeCue ?? 'list', census: 'accounts' };
  }
  const terms = [...new Set([...plan.terms, ...before.terms])];
  const trackers = [...new Map([...plan.trackers, ...before.trackers].map((one) => [one.id, one])).values()];
  const type = isListed ? taken.type : before.type;
  take(taken, 'topic', { type, terms, trackers, runs: [...plan.runs, ...before.runs], side: plan.side ?? before.side });
  return taken;
}

/** The plan of a text that names no subject of its own. */
export const withoutTopic = (plan: QuestionPlan): QuestionPlan => ({
  ...plan,
  terms: [],
  runs: [],
  trackers: [],
  phrases: [],
  acts: [],
  typeCue: null,
});

function inheriting(asked: QuestionPlan, before: QuestionPlan): QuestionPlan {
  const plan = asksForThose(asked) && hasTopic(before) ? { ...asked, measure: null, typeCue: null } : asked;
  const taken: QuestionPlan = { ...plan, inherited: [] };
  if (!isNamed(plan) && !plan.isOfAll) {
    if (before.accounts.length > 0) take(taken, 'accounts', { accounts: before.accounts });
    if (before.people.length > 0) take(taken, 'people', { people: before.people, speakers: before.speakers });
  }
  const namesTime = plan.ranges.length > 0 || plan.callWords !== null;
  // A call of somebody else's, and its time, are none of another account's.
  const isOfOthers = before.calls.length > 0 && isNamed(plan);
  if (!namesTime && !plan.isAnyTime && !isOfOthers && before.ranges.length > 0)
    take(taken, 'dates', {
      ranges: before.ranges,
      from: before.from,
      to: before.to,
      when: before.when,
      calls: before.calls,
      isAnyTimeToo: before.isAnyTimeToo,
    });
  const { terms, runs, trackers, phrases, acts, meaning } = before;
  if (!hasTopic(plan) && hasTopic(before) && !taken.measure) {
    take(taken, 'topic', { terms, runs, trackers, phrases, acts, meaning, side: plan.side ?? before.side });
    const { type, census, isDescription } = before;
    if (plan.typeCue === null) Object.assign(taken, { type, census, isDescription });
  }
  if (!hasTopic(plan) && before.measure && plan.typeCue === null)
    take(taken, 'topic', { type: before.type, measure: before.measure });
  return taken;
}

/** Quoted words, numbers and counts are asked for as they are. */
const mayPoint = ({ phrases, measure, type }: QuestionPlan): boolean =>
  phrases.length === 0 && measure === null && type !== 'count' && type !== 'list';

/**
 * A question about the topic before: "is it fixed?" asks for "fixed" of it. Whose words answered before is no matter:
 * others may tell what became of it.
 */
function ofTopic(plan: QuestionPlan, before: QuestionPlan): QuestionPlan {
  const taken = inheriting(plan, { ...before, speakers: [] });
  take(taken, 'topic', {
    terms: [...new Set([...plan.terms, ...before.terms])],
    runs: [...new Set([...before.runs, ...plan.runs])],
    trackers: [...new Map([...before.trackers, ...plan.trackers].map((one) => [one.id, one])).values()],
    phrases: before.phrases,
    acts: plan.acts.length > 0 ? plan.acts : before.acts,
    meaning: `${plan.meaning} ${before.meaning}`,
  });
  return taken;
}

/** "Show me the calls": those of the answer before. */
const asksForThose = (plan: QuestionPlan): boolean =>
  plan.measure?.of === 'calls' && !isNamed(plan) && plan.ranges.length === 0 && plan.callWords === null;

function take(plan: QuestionPlan, what: Inherited, values: Partial<QuestionPlan>): void {
  Object.assign(plan, values);
  plan.inherited.push(what);
}
