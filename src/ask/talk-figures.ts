import type { CallSummary } from '../call-summary.ts';
import { readSpeakingTimes } from '../store/reports-store.ts';
import type { FigureRow } from './answer-parts.ts';
import { afterComma, compareFigures, type Figures, type FiguresInput } from './figures.ts';
import { figureWords, listWords, rangeWords } from './write-text.ts';

/** Who talks most. */
export async function talkerFigures(input: FiguresInput): Promise<Figures> {
  const { rows, totalMs } = await speakers(input);
  const [first] = rows;
  const lead = first ? `${first.name} talks most${afterComma(input)}: ${spokenWords(first)}.` : nobodyHeard(input);
  return { lead, rows: totalMs > 0 ? rows : [], calls: input.calls };
}

/** Who talks least: whoever was there and never heard is not among them. */
export async function leastTalkerFigures(input: FiguresInput): Promise<Figures> {
  const rows = (await speakers(input)).rows.reverse();
  const [first] = rows;
  const lead = first
    ? `${first.name} talks least of all who are heard${afterComma(input)}: ${spokenWords(first)}.`
    : nobodyHeard(input);
  return { lead, rows, calls: input.calls };
}

const nobodyHeard = (input: FiguresInput): string =>
  `Nobody is heard on these calls${afterComma(input)}: they have no transcript.`;

const idsOf = (calls: readonly CallSummary[]): string[] => calls.map(({ id }) => id);

/** Who spoke how long, the longest first, with their share of all talk. */
async function speakers({ db, scope, calls }: FiguresInput): Promise<{ rows: FigureRow[]; totalMs: number }> {
  const times = await readSpeakingTimes(db, scope, idsOf(calls));
  const totalMs = times.reduce((sum, { ms }) => sum + ms, 0);
  const rows = [...Map.groupBy(times, ({ personId, name }) => personId ?? name).values()]
    .map((group): FigureRow => {
      const ms = group.reduce((sum, time) => sum + time.ms, 0);
      return {
        name: group[0]?.name ?? '',
        detail: group[0]?.side === 'us' ? 'us' : '',
        figures: [
          { value: (100 * ms) / Math.max(1, totalMs), unit: 'percent' },
          { value: ms / 60_000, unit: 'minutes' },
          { value: new Set(group.map(({ callId }) => callId)).size, unit: 'calls' },
        ],
        claims: [],
      };
    })
    .sort(compareFigures);
  return { rows, totalMs };
}

/** "14 % of the talk, 15 minutes in 28 calls". */
function spokenWords({ figures: [share, minutes, calls] }: FigureRow): string {
  const [part = '', time = '', where = ''] = [share, minutes, calls].map((figure) => figure && figureWords(figure));
  return `${part} of the talk, ${time} in ${where}`;
}

/** Our share of the talk with customers or, where people are named, theirs and that of the other side. */
export async function talkShare(input: FiguresInput): Promise<Figures> {
  const { db, scope, plan } = input;
  const times = await readSpeakingTimes(db, scope, idsOf(input.calls));
  const ids = plan.people.map(({ id }) => id);
  const isNamed = ({ personId }: { personId: string | null }) => personId !== null && ids.includes(personId);
  const named = input.calls.flatMap(({ parties }) => parties).find((party) => isNamed(party));
  const side = named?.side ?? 'us';
  const sum = (of: (time: (typeof times)[number]) => boolean) =>
    times.reduce((all, time) => all + (of(time) ? time.ms : 0), 0);
  const [first, second] = [
    sum((time) => (ids.length > 0 ? isNamed(time) : time.side === side)),
    sum((time) => time.side === (side === 'us' ? 'customer' : 'us') && !isNamed(time)),
  ];
  const shareOf = (ms: number) => figureWords({ value: (100 * ms) / (first + second), unit: 'percent' });
  const names = listWords(plan.people.map(({ name }) => name));
  const others = side === 'us' ? 'the customers' : 'our side';
  const when = rangeWords(plan, input.now, input.organization.timeZone);
  const lead =
    first + second === 0
      ? times.length === 0
        ? nobodyHeard(input)
        : `It is not known who of those heard on these calls${afterComma(input)} is of us, and who of the customer.`
      : names === ''
        ? `We speak ${shareOf(first)} of what we and the customer speak${afterComma(input)}.`
        : `${names}: ${shareOf(first)}, ${others} ${shareOf(second)} of what they speak on these calls${when && `, ${when}`}.`;
  return { lead, rows: [], calls: input.calls };
}
