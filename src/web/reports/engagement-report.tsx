import { Link } from '@tanstack/react-router';
import type { EngagementBy } from '../../http/api-types.ts';
import { dayIn, daysAfter, formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Empty, Problem, Skeleton } from '../ui/page.tsx';
import { Bars } from './charts.tsx';
import { type EngagementReport, type Period, useEngagementReport } from './use-reports.ts';

type Row = EngagementReport['rows'][number];
const NAMES = { account: 'Account', teammate: 'Teammate', week: 'Week of' } as const;
const MOST_BARS = 12;

/** Calls and talk time with customers, against the period before; each number opens its calls. */
export function EngagementView({ by, period }: { by: EngagementBy; period: Period }) {
  const report = useEngagementReport(by, period);
  const timeZone = useTimeZone();
  if (report.error) return <Problem error={report.error} onRetry={() => report.refetch()} />;
  if (!report.data) return <Skeleton />;
  const { rows, period: shown } = report.data;
  if (rows.length === 0)
    return <Empty title="No customer calls in this period">Try other dates. Internal calls aren’t counted.</Empty>;
  const days = { from: dayIn(shown.from, timeZone), to: dayIn(shown.to, timeZone) };
  const today = dayIn(new Date(), timeZone);
  const nameOf = (row: Row) => {
    if (by !== 'week') return row.name;
    const week = formatDay(`${row.id}T12:00:00Z`, 'UTC');
    return row.id <= today && today < daysAfter(row.id, 7) ? `${week} (so far)` : week;
  };
  const inOrder = by === 'week' ? rows.toSorted((a, b) => a.id.localeCompare(b.id)) : rows;
  const bars = (by === 'week' ? inOrder : inOrder.slice(0, MOST_BARS)).map((row) => ({
    name: nameOf(row),
    calls: row.calls,
    before: row.before.calls,
  }));
  return (
    <>
      <div className="card mb-4 p-4">
        <Bars
          label={`Calls by ${by}, compared with the previous period`}
          rows={bars}
          x="name"
          series={[
            { key: 'calls', name: 'Calls' },
            { key: 'before', name: 'Previous period' },
          ]}
        />
      </div>
      <div className="card relative overflow-x-auto">
        <table className="table">
          <thead>
            <tr>
              <th>{NAMES[by]}</th>
              <th className="number">Calls</th>
              <th className="number">Previous period</th>
              <th className="number">Minutes</th>
              <th className="number">Per week</th>
              <th className="number">Contacts</th>
              <th className="number" title="Our share of what we and customers spoke">
                Our talk share
              </th>
              {by !== 'week' && <th>Last contact</th>}
            </tr>
          </thead>
          <tbody>
            {inOrder.map((row) => (
              <tr key={row.id}>
                <td className="font-medium">
                  {by === 'account' ? (
                    <Link to="/accounts/$accountId" params={{ accountId: row.id }} className="hover:underline">
                      {row.name}
                    </Link>
                  ) : (
                    nameOf(row)
                  )}
                </td>
                <td className="number">
                  <Link
                    to="/calls"
                    search={callsOf(by, row, days)}
                    className="link"
                    aria-label={`${row.calls} calls, ${nameOf(row)}`}
                  >
                    {row.calls}
                  </Link>
                </td>
                <td className="number quiet">{row.before.calls}</td>
                <td className="number">{Math.round(row.minutes).toLocaleString('en')}</td>
                <td className="number">{row.callsPerWeek.toFixed(1)}</td>
                <td className="number">{row.contacts}</td>
                <td className="number">{row.talkRatio === null ? '–' : `${Math.round(row.talkRatio * 100)}%`}</td>
                {by !== 'week' && (
                  <td className="whitespace-nowrap">
                    {row.lastCallAt ? formatDay(row.lastCallAt, timeZone) : '–'}
                    {row.daysSinceLastContact !== null && (
                      <span className="quiet"> {agoOf(row.daysSinceLastContact)}</span>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const agoOf = (days: number): string => (days < 1 ? 'today' : days < 2 ? 'yesterday' : `${Math.floor(days)} days ago`);

function callsOf(by: EngagementBy, row: Row, days: { from: string; to: string }) {
  if (by === 'account') return { account: row.id, kind: 'customers' as const, ...days };
  if (by === 'teammate') return { person: row.id, kind: 'customers' as const, ...days };
  const end = daysAfter(row.id, 7);
  return { kind: 'customers' as const, from: later(row.id, days.from), to: end < days.to ? end : days.to };
}

const later = (a: string, b: string): string => (a > b ? a : b);
