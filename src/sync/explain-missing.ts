import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { scopeOfPage } from '../access/scope.ts';
import { isEveryCall } from '../access-filter.ts';
import { type CallId, toCallId } from '../call.ts';
import { CALL_REASONS, type CallState, type LedgerEntry } from '../call-state.ts';
import { AppError, describeError, isAppError } from '../errors.ts';
import { countKnown, findInLedger } from '../store/call-ledger-reader.ts';
import type { Db } from '../store/db.ts';
import { findParties } from '../store/parties-store.ts';
import { parseInstant, type TimeWindow } from '../time-window.ts';
import type { Scope, Viewer } from '../viewer.ts';
import type { GongOpener } from './gong-opener.ts';
import { about, describeCovered, type Explanation, readStanding, type Standing, whyNotRead } from './sync-standing.ts';

type MissingThing = { callId: string } | { title: string } | { day: TimeWindow } | { person: string };

const DAY_MS = 86_400_000;

/** The subject of the question: exactly one member is set. */
export const missingQuestionSchema = z.object({
  callId: z.string().optional(),
  title: z.string().optional(),
  date: z.string().optional(),
  person: z.string().optional().meta({ description: 'An email address or a name.' }),
});
export type MissingQuestion = z.infer<typeof missingQuestionSchema>;

type Deps = { db: Db; opener: GongOpener; now: () => Date };

/** States of a call waiting for the sync to go on. */
const WAITING_STATES: CallState[] = ['seen', 'details', 'transcript_pending', 'linked'];

/**
 * Says why a call, its transcript or a person is not here. The ledger and the state of the sync come first. Gong is
 * asked only about a call or day unknown to both: at most two requests, of the `fresh` class.
 * @throws AppError `forbidden`, `invalid_input`.
 */
export async function explainMissing(
  deps: Deps,
  viewer: Viewer,
  asked: MissingQuestion,
  signal: AbortSignal,
): Promise<Explanation[]> {
  checkAdmin(viewer);
  const scope = scopeOfPage(viewer);
  const thing = toMissingThing(asked, viewer.timeZone);
  if ('person' in thing) return [await explainPerson(deps, scope, thing.person)];
  const standing = await readStanding(deps, viewer.organizationId);
  if ('callId' in thing) {
    const callId = toCallId(thing.callId.trim());
    const [entry] = await findInLedger(deps.db, scope, { callId });
    if (entry) return [explainEntry(entry, standing)];
    return [standing.block ?? (await askGong(deps, scope, callId, standing, signal))];
  }
  if ('title' in thing) {
    const entries = await findInLedger(deps.db, scope, { title: thing.title });
    if (entries.length > 0) return entries.map((entry) => explainEntry(entry, standing));
    return [
      standing.block ??
        about(
          'no_such_title',
          `No stored call has "${thing.title}" in its title. ${describeCovered(standing)} Private calls are kept without their title, and titles change in Gong: ask with the day or Gong's id of the call (the number in its link).`,
        ),
    ];
  }
  return explainDay(deps, scope, thing.day, standing, signal);
}

/** A date means a day in the time zone. @throws AppError `invalid_input`. */
function toMissingThing(asked: MissingQuestion, timeZone: string): MissingThing {
  const { callId, title, date, person } = asked;
  if (callId) return { callId };
  if (title) return { title };
  if (person) return { person };
  const from = date ? parseInstant(date, timeZone) : null;
  if (!from) {
    throw new AppError(
      'invalid_input',
      date
        ? `date: "${date}" is not a day like 2026-11-22.`
        : 'Say what is missing: a call id, a title, a date or a person.',
    );
  }
  return { day: { from, to: new Date(from.getTime() + DAY_MS) } };
}

function explainEntry(entry: LedgerEntry, { block }: Standing): Explanation {
  const call = { id: entry.callId, title: entry.title, startedAt: entry.startedAt, state: entry.state };
  const { nextTryAt } = entry;
  const isTranscript = ['transcript_pending', 'no_transcript', 'details'].includes(entry.state);
  const guide = isTranscript ? ('missing-transcripts' as const) : ('calls-not-appearing' as const);
  if (block && WAITING_STATES.includes(entry.state)) return { ...block, guide, call };
  if (entry.reason) {
    const when = nextTryAt ? ` Next try: ${nextTryAt.toISOString()}.` : '';
    return { cause: entry.reason, text: `${CALL_REASONS[entry.reason]}${when}`, guide, call, nextTryAt };
  }
  return {
    cause: 'searchable',
    text: 'This call is here, with its transcript, and search finds it.',
    guide,
    call,
    nextTryAt,
  };
}

/**
 * For a call unknown to the ledger: whether Gong shows the call to us, and whether its day was read. Who may read a
 * call is not known before the call is here, so only readers of every call see its title.
 */
async function askGong(
  deps: Deps,
  { organizationId, access }: Scope,
  callId: CallId,
  standing: Standing,
  signal: AbortSignal,
): Promise<Explanation> {
  try {
    const { gong } = await deps.opener.open(organizationId, 'fresh');
    for await (const { calls, unreadable, nameless } of gong.callBatches([callId], signal)) {
      const call = calls[0];
      if (unreadable.length + nameless > 0) return about('unreadable', CALL_REASONS.unreadable);
      if (!call) continue;
      const found = { id: callId, title: null, startedAt: call.startedAt, state: null };
      if (call.isPrivate) return { ...about('private', CALL_REASONS.private), call: found };
      const title = isEveryCall(access) ? call.title : null;
      return { ...whyNotRead(call.startedAt, standing), call: { ...found, title } };
    }
    for await (const { found, unreadable } of gong.transcriptBatches([callId], signal)) {
      if (found.has(callId) || unreadable.includes(callId))
        return about(
          'not_processed',
          'Gong has a transcript of this call, but shows no details of it yet: it is still being processed, usually for minutes. It comes with the next sync.',
        );
    }
    return about(
      'not_visible',
      `Gong does not show a call ${callId} to this connection. It may still be processing it (usually under an hour), it may have been deleted before it was synced, it may belong to another Gong company than ${standing.connection?.baseUrl}, or the connected user cannot see it.`,
    );
  } catch (error) {
    if (!isAppError(error)) throw error;
    return about('sync_failing', `Gong could not be asked: ${describeError(error)}`);
  }
}

async function explainDay(
  deps: Deps,
  scope: Scope,
  day: TimeWindow,
  standing: Standing,
  signal: AbortSignal,
): Promise<Explanation[]> {
  const { organizationId } = scope;
  const entries = await findInLedger(deps.db, scope, { range: day }, 200);
  const explained = entries.map((entry) => explainEntry(entry, standing));
  if (standing.block) return [standing.block, ...explained];
  const known = await countKnown(deps.db, organizationId, day);
  let inGong: number;
  try {
    const { gong } = await deps.opener.open(organizationId, 'fresh');
    inGong = await gong.countCalls(day, signal);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [about('sync_failing', `Gong could not be asked: ${describeError(error)}`), ...explained];
  }
  const counts = `Gong counts ${inGong} calls on that day, ${known} are known here.`;
  if (inGong > known) {
    const undated = (await findInLedger(deps.db, scope, { isAside: true })).filter((one) => !one.startedAt);
    if (undated.length > 0) {
      const text = `${counts} The others may be among those that were set aside, whose dates are not known here: ${undated.map(({ callId }) => callId).join(', ')}.`;
      return [about(undated[0]?.reason ?? 'unreadable', text), ...explained];
    }
    const { cause, text, nextTryAt } = whyNotRead(day.from, standing);
    const isRead = cause === 'next_sync';
    return [
      {
        ...about(
          isRead ? 'not_processed' : cause,
          isRead
            ? `${counts} Gong may still be processing the others, or had them late: they come with the next sync, or the nightly one. If Gong sent one without a readable id, its run counts it as set aside.`
            : `${counts} ${text}`,
        ),
        nextTryAt,
      },
      ...explained,
    ];
  }
  if (entries.length === 0)
    return [about('nothing_that_day', `${counts} There was none, or the connected user cannot see them.`)];
  return explained;
}

const callsOf = (count: number): string => (count === 1 ? '1 call' : `${count} calls`);

async function explainPerson({ db }: Deps, scope: Scope, text: string): Promise<Explanation> {
  const found = await findParties(db, scope, text.trim().replace(/^@/, ''));
  const guide = 'participants-not-linked' as const;
  if (found.linked > 0) {
    const silent =
      found.spoke === 0 ? ' They never spoke where Gong tells speakers apart, so no sentence is theirs.' : '';
    return {
      ...about('person_linked', `${text} is here: on ${callsOf(found.linked)}, speaking on ${found.spoke}.${silent}`),
      guide,
    };
  }
  if (found.unlinked > 0)
    return {
      ...about(
        'person_without_address',
        `${text} was on ${callsOf(found.unlinked)}, but Gong knows no email address there (a dial-in, or someone who joined without an invitation). Without an address nobody is linked, since a name can be anyone's.`,
      ),
      guide,
    };
  return {
    ...about(
      'person_not_seen',
      `No stored call${isEveryCall(scope.access) ? '' : ' that you may read'} has ${text} among its participants. ${found.withoutAddress} participants have no address; on imported calls Gong may list no participants at all.`,
    ),
    guide,
  };
}
