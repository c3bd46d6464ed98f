import { readMentionables } from '../search/mentionables.ts';
import { readLatestPlan } from '../store/answers-store.ts';
import type { Db } from '../store/db.ts';
import type { Organization } from '../store/organizations-store.ts';
import { readTrackers } from '../store/trackers-store.ts';
import { earlier, later } from '../time-window.ts';
import type { Scope, Viewer } from '../viewer.ts';
import type { AnswerPlan } from './answer.ts';
import { fromAnswerPlan } from './answer-plan.ts';
import type { AskRequest } from './ask-question.ts';
import { settleCallWords } from './call-words.ts';
import { takeOver } from './follow-up.ts';
import { planQuestion, type QuestionPlan } from './plan-question.ts';

/**
 * The plan of a question: as it was given with the request, else by rules, with what a follow-up takes over and times that a call names looked up; then
 * narrowed by the request's own range and side.
 */
export async function makePlan(
  db: Db,
  { viewer, scope, organization }: { viewer: Viewer; scope: Scope; organization: Organization },
  request: AskRequest & { conversationId: string },
  now: Date,
): Promise<QuestionPlan> {
  const trackers = await readTrackers(db, organization.id);
  if (request.plan) return narrowed(fromAnswerPlan(request.plan, trackers), request);
  const mentionables = await readMentionables(db, scope, request.question, { bareNames: true });
  const read = planQuestion(request.question, { mentionables, trackers, calendar: organization }, now);
  const before = (await readLatestPlan(db, viewer, request.conversationId)) as AnswerPlan | null;
  const plan = before ? takeOver(read, fromAnswerPlan(before, trackers)) : read;
  return narrowed(await withCallTime(db, scope, plan, organization), request);
}

async function withCallTime(
  db: Db,
  scope: Scope,
  plan: QuestionPlan,
  { timeZone }: Organization,
): Promise<QuestionPlan> {
  if (!plan.callWords) return plan;
  const filter = { accountIds: plan.accounts.map(({ id }) => id), personIds: plan.people.map(({ id }) => id) };
  const time = await settleCallWords(db, scope, plan.callWords, filter, timeZone);
  if (time) {
    const from = later(plan.from, time.from);
    const to = earlier(plan.to, time.to);
    return { ...plan, from, to, when: time.label, ranges: [{ from, to, label: time.label }] };
  }
  const words = `No call fits "${plan.callWords.text}", so it set no time.`;
  return { ...plan, warnings: [...plan.warnings, words] };
}

/** A range in the request narrows what the words say; a side in it decides. */
function narrowed(plan: QuestionPlan, { from, to, side }: AskRequest): QuestionPlan {
  if (!from && !to) return { ...plan, side: side ?? plan.side };
  const open = plan.ranges.length > 0 ? plan.ranges : [{ from: null, to: null, label: '' }];
  const cut = open.map((range) => ({ ...range, from: later(range.from, from), to: earlier(range.to, to) }));
  const left = cut.filter((range) => !range.from || !range.to || range.from < range.to);
  const ranges = left.length > 0 ? left : cut.slice(0, 1);
  return { ...plan, side: side ?? plan.side, ranges, from: ranges[0]?.from ?? null, to: ranges.at(-1)?.to ?? null };
}
