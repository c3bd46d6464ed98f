import type { CallSummary } from '../call-summary.ts';
import { readSpeakingTimes } from '../store/reports-store.ts';
import type { Census } from './answer.ts';
import type { FigureRow } from './answer-parts.ts';
import { toNamedCall } from './call-sections.ts';
import { type AskContext, type Draft, EMPTY_DRAFT } from './draft.ts';
import {
  type Counted,
  findMentioned,
  MOST_COUNTED_CALLS,
  MOST_UNQUOTED,
  readCallsInScope,
  speakerKeyOf,
  toCensusRow,
  withinSearched,
} from './find-mentioned.ts';
import { counted } from './write-text.ts';

/** What is left when all that hold the words are taken away: its rows, its calls, and how many there were before. */
type Left = { rows: FigureRow[]; calls: CallSummary[]; of: number };

/**
 * Answers "which customers never mentioned …": every account, person or call in scope without a mention, with the
 * number of its calls. A call without a transcript is no mention, and the answer says how many there are.
 */
export async function complementDraft(context: AskContext, what: Counted): Promise<Draft> {
  const { plan } = context;
  const [{ found, isCut }, calls] = await Promise.all([findMentioned(context, what), readCallsInScope(context)]);
  const unit = plan.census === 'mentions' ? 'calls' : plan.census;
  const hits = found.map(({ hit }) => hit);
  const {
    rows,
    calls: behind,
    of,
  } = unit === 'accounts'
    ? withoutAccounts(calls, new Set(hits.flatMap(({ call }) => call.accounts.map(({ id }) => id))))
    : unit === 'people'
      ? await withoutSpeakers(context, calls, new Set(hits.map(speakerKeyOf)))
      : withoutCalls(calls, new Set(hits.map(({ call }) => call.id)));
  const left = unit === 'calls' ? behind.length : rows.length;
  const census: Census = {
    of: unit,
    mentions: 0,
    calls: behind.length,
    accounts: unit === 'accounts' ? left : new Set(behind.flatMap(({ accounts }) => accounts.map(({ id }) => id))).size,
    people: unit === 'people' ? left : null,
    rows: behind.slice(0, MOST_COUNTED_CALLS).map((call) => toCensusRow(call, 0)),
  };
  const whole = counted(of, { accounts: 'account', people: 'speaker', calls: 'call' }[unit]);
  const lead = `${left} of ${whole}: no mention of ${what.words}${withinSearched(context)}.`;
  const cut = isCut ? ' More segments hold the words than were read, so these may be too many.' : '';
  return {
    ...EMPTY_DRAFT,
    status: isCut ? 'partial' : 'answered',
    parts: [
      { kind: 'lead', text: `${lead}${cut}` },
      ...(rows.length > 0 ? [{ kind: 'figures' as const, rows, more: 0 }] : []),
      ...(unit === 'calls' && behind.length > 0
        ? [
            {
              kind: 'calls' as const,
              calls: behind.slice(0, MOST_UNQUOTED).map(toNamedCall),
              more: Math.max(0, behind.length - MOST_UNQUOTED),
            },
          ]
        : []),
    ],
    census,
  };
}

function withoutAccounts(calls: readonly CallSummary[], mentioning: ReadonlySet<string>): Left {
  const linked = calls.flatMap((call) => call.accounts.map((account) => ({ account, call })));
  const all = Map.groupBy(linked, ({ account }) => account.id);
  const left = [...all].filter(([id]) => !mentioning.has(id)).map(([, group]) => group);
  const kept = new Set(left.flatMap((group) => group.map(({ call }) => call.id)));
  return {
    rows: left.map((group) => toFigures(group[0]?.account.name ?? '', '', group.length)).sort(byCalls),
    calls: calls.filter(({ id }) => kept.has(id)),
    of: all.size,
  };
}

/** Of all who speak in scope, on the side that is asked about. */
async function withoutSpeakers(
  { db, scope, plan }: AskContext,
  calls: readonly CallSummary[],
  saying: ReadonlySet<string>,
): Promise<Left> {
  const times = await readSpeakingTimes(
    db,
    scope,
    calls.map(({ id }) => id),
  );
  const heard = times.filter(({ side }) => !plan.side || side === plan.side);
  const all = Map.groupBy(heard, ({ personId, name }) => personId ?? name);
  const left = [...all].filter(([key]) => !saying.has(key)).map(([, group]) => group);
  const kept = new Set<string>(left.flatMap((group) => group.map(({ callId }) => callId)));
  const ofCalls = (group: (typeof left)[number]) => new Set(group.map(({ callId }) => callId)).size;
  return {
    rows: left
      .map((group) => toFigures(group[0]?.name ?? '', group[0]?.side === 'us' ? 'us' : '', ofCalls(group)))
      .sort(byCalls),
    calls: calls.filter(({ id }) => kept.has(id)),
    of: all.size,
  };
}

const withoutCalls = (calls: readonly CallSummary[], mentioning: ReadonlySet<string>): Left => ({
  rows: [],
  calls: calls.filter(({ id }) => !mentioning.has(id)),
  of: calls.length,
});

const toFigures = (name: string, detail: string, calls: number): FigureRow => ({
  name,
  detail,
  figures: [{ value: calls, unit: 'calls' }],
  claims: [],
});

const byCalls = (a: FigureRow, b: FigureRow): number =>
  (b.figures[0]?.value ?? 0) - (a.figures[0]?.value ?? 0) || a.name.localeCompare(b.name);
