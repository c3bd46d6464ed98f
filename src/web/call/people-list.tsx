import { SIDE_NAMES } from '../format.ts';
import { Initials } from '../ui/initials.tsx';
import type { Call, Segment } from './use-call.ts';

type Props = { participants: Call['participants']; segments: readonly Segment[] };

/** Who was on the call, with a bar for each one's share of the talk; who did not join comes last. */
export function PeopleList({ participants, segments }: Props) {
  const shares = talkShares(segments);
  const shareOf = (name: string) => shares.get(name) ?? 0;
  const people = participants.toSorted(
    (a, b) => Number(b.attended) - Number(a.attended) || shareOf(b.name) - shareOf(a.name),
  );
  return (
    <ul aria-label="Participants" className="space-y-2">
      {people.map((party) => {
        const percent = Math.round(shareOf(party.name) * 100);
        const details = [party.title, SIDE_NAMES[party.side], !party.attended && 'didn’t join'].filter(Boolean);
        return (
          <li
            key={`${party.name} ${party.email}`}
            className="flex items-center gap-2.5"
            title={party.email ?? undefined}
          >
            <Initials name={party.name} side={party.side} />
            <div className="min-w-0 grow">
              <p className="truncate text-sm">
                <span className="font-medium">{party.name}</span>{' '}
                <span className="quiet text-xs">{details.join(', ')}</span>
              </p>
              {party.attended && segments.length > 0 && (
                <div className="flex items-center gap-2">
                  <div aria-hidden className="h-1.5 grow overflow-hidden rounded-full bg-stone-200 dark:bg-stone-800">
                    <div
                      className={`h-full rounded-full bg-current lane-of-${party.side}`}
                      style={{ width: `${percent}%` }}
                    />
                  </div>
                  <span className="quiet w-9 text-right text-xs tabular-nums" title={`Spoke ${percent}% of the time`}>
                    {percent}%
                  </span>
                </div>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Each speaker's share of the talk, 0 to 1, by name. */
function talkShares(segments: readonly Segment[]): Map<string, number> {
  const spoken = new Map<string, number>();
  for (const { speaker, startMs, endMs } of segments)
    spoken.set(speaker.name, (spoken.get(speaker.name) ?? 0) + endMs - startMs);
  const total = [...spoken.values()].reduce((sum, ms) => sum + ms, 0);
  return new Map([...spoken].map(([name, ms]) => [name, total === 0 ? 0 : ms / total]));
}
