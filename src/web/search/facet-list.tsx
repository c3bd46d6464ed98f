import { useState } from 'react';
import { PLATFORM_NAMES } from '../format.ts';
import type { SearchParams } from './search-address.ts';
import type { Facets } from './use-search.ts';

type Props = { facets: Facets; params: SearchParams; onChoose: (next: Partial<SearchParams>) => void };

const MOST = 8;

/** Properties shared by the calls found, with the number of calls; each narrows the search. */
export function FacetList({ facets, params, onChoose }: Props) {
  const groups: { title: string; rows: { key: string; name: string; calls: number; next: Partial<SearchParams> }[] }[] =
    [
      {
        title: 'Accounts',
        rows: facets.accounts.map(({ id, name, calls }) => ({ key: id, name, calls, next: { account: id } })),
      },
      {
        title: 'People',
        rows: facets.people.map(({ id, name, calls }) => ({ key: id, name, calls, next: { person: id } })),
      },
      {
        title: 'Topics',
        rows: facets.trackers.map(({ id, name, calls }) => ({ key: id, name, calls, next: { tracker: id } })),
      },
      {
        title: 'Months',
        rows: facets.months.map(({ month, calls }) => ({ key: month, name: month, calls, next: rangeOf(month) })),
      },
      {
        title: 'Platforms',
        rows: facets.platforms.map(({ platform, calls }) => ({
          key: platform,
          name: PLATFORM_NAMES[platform],
          calls,
          next: { platform },
        })),
      },
    ];
  // On a phone the results come first.
  const [isOpen, setOpen] = useState(false);
  const isChosen = (next: Partial<SearchParams>) =>
    Object.entries(next).every(([name, value]) => params[name as keyof SearchParams] === value);
  return (
    <aside aria-label="Narrow by" className="text-sm max-lg:order-first">
      <button type="button" className="button-quiet lg:hidden" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Narrow by account, person, topic…
      </button>
      <div className={`space-y-5 max-lg:mt-3 ${isOpen ? '' : 'max-lg:hidden'}`}>
        {groups
          .filter(({ rows }) => rows.length > 0)
          .map(({ title, rows }) => (
            <section key={title} className="break-inside-avoid">
              <h2 className="quiet mb-1 text-xs">{title}</h2>
              <ul>
                {rows.slice(0, MOST).map(({ key, name, calls, next }) => (
                  <li key={key}>
                    <button
                      type="button"
                      aria-pressed={isChosen(next)}
                      className="flex w-full cursor-pointer justify-between gap-2 rounded-lg px-2 py-1 text-left hover:bg-stone-100 aria-pressed:bg-teal-50 dark:hover:bg-stone-800 dark:aria-pressed:bg-teal-950"
                      onClick={() => onChoose(next)}
                    >
                      <span className="truncate">{name}</span>
                      <span className="quiet tabular-nums">{calls}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </aside>
  );
}

/** The days of a month like `2026-11`. */
function rangeOf(month: string): { from: string; to: string } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: next };
}
