import type { AnswerPart } from '../../http/api-types.ts';
import { counted } from '../format.ts';

type Figures = Extract<AnswerPart, { kind: 'figures' }>;
type Figure = Figures['rows'][number]['figures'][number];

/** Numbers of people, accounts or calls, a row for each. */
export function FiguresListed({ rows, more }: Pick<Figures, 'rows' | 'more'>) {
  return (
    <ul aria-label="Numbers" className="card divide-y divide-stone-200 dark:divide-stone-800">
      {rows.map(({ name, detail, figures }) => (
        <li key={`${name} ${detail}`} className="flex items-baseline justify-between gap-4 px-5 py-2">
          <span>
            {name} {detail && <span className="quiet text-sm">{detail}</span>}
          </span>
          <span className="quiet text-sm">{figures.map(wordsOf).join(', ')}</span>
        </li>
      ))}
      {more > 0 && <li className="quiet px-5 py-2 text-sm">… and {more} more</li>}
    </ul>
  );
}

const ONE_OF = { mentions: 'mention', calls: 'call', minutes: 'minute', days: 'day' } as const;

function wordsOf({ value, unit }: Figure): string {
  if (unit === 'percent') return `${Math.round(value)}%`;
  if (unit === 'people') return value === 1 ? '1 person' : `${value} people`;
  return counted(Math.round(value), ONE_OF[unit]);
}
