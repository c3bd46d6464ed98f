import { toCallId } from '../call.ts';
import { inLoopTurn } from '../fair-turns.ts';
import { takesNote } from '../language/politeness.ts';
import { readMentionables, toMentionedPerson } from '../search/mentionables.ts';
import { narrow } from '../search/search-segments.ts';
import { countCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { findPersonByEmail } from '../store/people-store.ts';
import { readTrackers } from '../store/trackers-store.ts';
import { type Calendar, earlier, later } from '../time-window.ts';
import type { Tracker } from '../tracker.ts';
import type { Scope, Viewer } from '../viewer.ts';
import { aboutWhat } from './about-what.ts';
import { fromAnswerPlan, type QuestionPlan } from './answer-plan.ts';
import type { AskRequest } from './ask-request.ts';
import { takeOver, withoutTopic } from './follow-up.ts';
import { readAnswerBefore, readFormerAnswer } from './former-answer.ts';
import { hasTopic, planQuestion } from './plan-question.ts';
import { settleCallWords } from './settle-call-words.ts';
import { takeBackTime } from './take-back-time.ts';
import type { Asker } from './who-is-meant.ts';
import { withKnownIds } from './with-known-ids.ts';
import { withTimeBeside } from './with-time-beside.ts';

/**
 * The plan of a question. A plan in the request is used as given. Otherwise rules make the plan, a follow-up inherits,
 * and times named by a call are looked up. Last, the request's own range and side narrow the plan.
 */
export async function makePlan(
  db: Db,
  { viewer, scope, hasMeaning }: { viewer: Viewer; scope: Scope; hasMeaning: boolean },
  given: AskRequest & { conversationId: string },
  now: Date,
): Promise<QuestionPlan> {
  const trackers = await readTrackers(db, viewer.organizationId);
  if (given.plan) {
    const known = await withKnownIds(db, scope, fromAnswerPlan(given.plan, trackers));
    const plan = narrowed(known, given);
    return { ...plan, about: isOfSomething(plan) ? 'calls' : plan.about };
  }
  const { warnings, ...timed } = await withTimeBeside(db, viewer, given);
  const request = { ...given, ...timed };
  const mentionables = await readMentionables(db, scope, request.question, { bareNames: true });
  const known = { mentionables, trackers, calendar: viewer, asker: await readAsker(db, scope, viewer), hasMeaning };
  const planned = async (hasCallWords: boolean): Promise<QuestionPlan> => {
    const read = async (isOfRecord: boolean) => {
      const as = { ...known, hasCallWords, isOfRecord };
      const asked = await inLoopTurn(() => planQuestion(request.question, as, now));
      return afterLatest(db, viewer, scope, request, asked, trackers);
    };
    let plan = await read(true);
    if (isOfNobody(plan)) plan = await read(false);
    // Days told by those of the turn before are no words that a call may have said.
    if (timed.isOfTurnBefore) plan = { ...plan, namedTime: null };
    return { ...plan, about: aboutWhat(plan, request.question, request), warnings: [...warnings, ...plan.warnings] };
  };
  const plan = await planned(true);
  if (!plan.callWords) return narrowed(await takeBackTime(db, scope, plan, whoIn(plan, request), now), request);
  const ofCalls = await withCallTime(db, scope, plan, request, viewer);
  if (ofCalls) return narrowed(ofCalls, request);
  // Words that name no call are words to search for, like any other.
  const wordy = await planned(false);
  const warning = `No call fits "${plan.callWords.text.trim().replace(/\s+/g, ' ')}", so it set no time.`;
  // "Our first call" of all is a number of the record, and no time.
  const isOfRecord = wordy.measure !== null && wordy.measure.of === 'first_call';
  const warned = isOfRecord ? wordy : { ...wordy, warnings: [...wordy.warnings, warning] };
  return narrowed(await takeBackTime(db, scope, warned, whoIn(warned, request), now), request);
}

/** "What is her title?", where no question before named anybody. */
const isOfNobody = ({ measure, people, speakers, accounts }: QuestionPlan): boolean =>
  (measure?.of === 'person' && people.length + speakers.length === 0) ||
  (measure?.of === 'email' && people.length + speakers.length + accounts.length === 0);

async function readAsker(db: Db, scope: Scope, { email }: Viewer): Promise<Asker> {
  const person = await findPersonByEmail(db, scope, email);
  return person ? { state: 'known', person: toMentionedPerson(person) } : { state: 'unknown', email };
}

/** The plan after inheriting from the conversation's latest answer that found something. */
async function afterLatest(
  db: Db,
  viewer: Viewer,
  scope: Scope,
  request: AskRequest & { conversationId: string; isOfTurnBefore: boolean },
  plan: QuestionPlan,
  trackers: readonly Tracker[],
): Promise<QuestionPlan> {
  const readFormer = request.isOfTurnBefore ? readAnswerBefore : readFormerAnswer;
  const former = await readFormer(db, viewer, request.conversationId);
  if (former === null) return plan;
  if (former === 'unreadable') {
    const words = 'The plan of the question before cannot be read any more, so nothing was taken over from it.';
    return { ...plan, warnings: [...plan.warnings, words] };
  }
  if (takesNote(request.question)) return { ...withoutTopic(plan), about: 'thanks' };
  const before = await withKnownIds(db, scope, fromAnswerPlan(former.answer.plan, trackers));
  const taken = takeOver(plan, before, former.answer, request.question);
  return taken.edit && (await isWithin(db, scope, request, former.callIds))
    ? { ...taken, formerId: former.answer.id }
    : taken;
}

/** Whether a request may show all the calls: those of its accounts and time, none after its moment. */
async function isWithin(db: Db, scope: Scope, request: AskRequest, callIds: readonly string[]): Promise<boolean> {
  if (callIds.length === 0) return true;
  const { calls } = await countCalls(db, scope, { ...filterOf(request), callIds: callIds.map(toCallId) });
  return calls === new Set(callIds).size;
}

/** The request's own filter. */
const filterOf = ({ accountIds = [], from, to }: AskRequest) => ({
  accountIds,
  ...(from && { from }),
  ...(to && { to }),
});

/** The plan narrowed to the calls that it names; null where no call fits. */
async function withCallTime(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  request: AskRequest,
  { timeZone }: Calendar,
): Promise<QuestionPlan | null> {
  if (!plan.callWords) return plan;
  const filter = { ...filterOf(request), ...whoIn(plan, request) };
  const isCompared = plan.type === 'changed' || plan.type === 'compare';
  const time = await settleCallWords(db, scope, plan.callWords, filter, { timeZone, isCompared });
  if (!time) return null;
  const from = later(plan.from, time.from);
  const to = earlier(plan.to, time.to);
  return {
    ...plan,
    from,
    to,
    when: time.label,
    namedTime: null,
    ranges: [{ from, to, label: time.label }],
    calls: time.calls,
    warnings: [...plan.warnings, ...time.warnings],
  };
}

/** The accounts and people whose calls are asked. */
const whoIn = (plan: QuestionPlan, { accountIds }: AskRequest) => ({
  accountIds: narrow(
    plan.accounts.map(({ id }) => id),
    accountIds,
  ),
  personIds: plan.people.map(({ id }) => id),
});

/** A range in the request narrows the plan's range; a side in the request replaces the plan's side. */
function narrowed(plan: QuestionPlan, { from, to, side }: AskRequest): QuestionPlan {
  if (!from && !to) return { ...plan, side: side ?? plan.side };
  const open = plan.ranges.length > 0 ? plan.ranges : [{ from: null, to: null, label: '' }];
  const cut = open.map((range) => ({ ...range, from: later(range.from, from), to: earlier(range.to, to) }));
  const left = cut.filter((range) => !range.from || !range.to || range.from < range.to);
  const ranges = left.length > 0 ? left : cut.slice(0, 1);
  return {
    ...plan,
    isAnyTimeToo: false,
    side: side ?? plan.side,
    ranges,
    from: ranges[0]?.from ?? null,
    to: ranges.at(-1)?.to ?? null,
  };
}

const isOfSomething = (plan: QuestionPlan): boolean =>
  hasTopic(plan) ||
  plan.accounts.length + plan.people.length + plan.speakers.length + plan.calls.length + plan.ranges.length > 0;
