import { Link } from '@tanstack/react-router';
import { formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Empty, Problem, Skeleton } from '../ui/page.tsx';
import { type PeopleFilter, usePeople } from './use-people.ts';

/** People with their number of calls; the number opens the calls. */
export function PeopleTable({ filter, isEmptyText }: { filter: PeopleFilter; isEmptyText: string }) {
  const people = usePeople(filter);
  const timeZone = useTimeZone();
  if (people.error) return <Problem error={people.error} onRetry={() => people.refetch()} />;
  if (!people.data) return <Skeleton />;
  if (people.data.length === 0)
    return (
      <Empty title="No people">
        {isEmptyText}{' '}
        <a className="link" href="/docs/gong#participants-not-linked">
          How people are found
        </a>
      </Empty>
    );
  return (
    <>
      <div className="card relative overflow-x-auto">
        <table className="table">
          <thead>
            <tr>
              <th>Name</th>
              <th>Title</th>
              <th>Email</th>
              <th className="number">Calls</th>
              <th>Last call</th>
            </tr>
          </thead>
          <tbody>
            {people.data.map((person) => (
              <tr key={person.id}>
                <td className="font-medium">{person.name}</td>
                <td>{person.title ?? '–'}</td>
                <td>{person.email}</td>
                <td className="number">
                  <Link
                    to="/calls"
                    search={{ person: person.id }}
                    className="link"
                    aria-label={`${person.calls} calls of ${person.name}`}
                  >
                    {person.calls}
                  </Link>
                </td>
                <td className="whitespace-nowrap">
                  {person.lastCallAt ? formatDay(person.lastCallAt, timeZone) : '–'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {people.data.length === 100 && (
        <p className="quiet mt-3 text-sm">Showing the first 100. Search to find others.</p>
      )}
    </>
  );
}
