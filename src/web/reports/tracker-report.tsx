import { Link } from '@tanstack/react-router';
import { dayIn } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Empty, Problem, Skeleton } from '../ui/page.tsx';
import { Lines } from './charts.tsx';
import { monthRows } from './tracker-months.ts';
import { type Period, type TrackerReport, useTrackerReport } from './use-reports.ts';

/** Mentions of topics by month and by account, against the period before; each number opens the moments. */
export function TrackerView({ period, accountId }: { period: Period; accountId?: string }) {
  const report = useTrackerReport({ ...period, ...(accountId && { accountId }) });
  const timeZone = useTimeZone();
  if (report.error) return <Problem error={report.error} onRetry={() => report.refetch()} />;
  if (!report.data) return <Skeleton />;
  const said = report.data.trackers.filter(({ mentions, before }) => mentions + before.mentions > 0);
  if (said.length === 0)
    return (
      <Empty title="No topics came up in this period">
        Admins choose what each topic listens for in{' '}
        <Link to="/settings" search={{ part: 'trackers' }} className="link">
          Settings → Topics
        </Link>
        .
      </Empty>
    );
  const days = { from: dayIn(report.data.period.from, timeZone), to: dayIn(report.data.period.to, timeZone) };
  const series = said.map(({ id, name }) => ({ key: id, name }));
  return (
    <>
      <div className="card mb-4 p-4">
        <Lines
          label="Mentions of each topic by month"
          rows={monthRows({ ...report.data, trackers: said }, { timeZone, now: new Date() })}
          x="month"
          series={series}
        />
      </div>
      <div className="card relative mb-4 overflow-x-auto">
        <table className="table">
          <caption className="sr-only">Mentions of each topic</caption>
          <thead>
            <tr>
              <th>Topic</th>
              <th className="number">Mentions</th>
              <th className="number">Calls</th>
              <th className="number">Mentions, previous period</th>
              <th className="number">Calls, previous period</th>
            </tr>
          </thead>
          <tbody>
            {said.map(({ id, name, mentions, calls, before }) => (
              <tr key={id}>
                <td className="font-medium">{name}</td>
                <td className="number">
                  <Mentions tracker={id} name={name} count={mentions} days={days} account={accountId} />
                </td>
                <td className="number">{calls}</td>
                <td className="number quiet">{before.mentions}</td>
                <td className="number quiet">{before.calls}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!accountId && <ByAccount trackers={said} days={days} />}
    </>
  );
}

function ByAccount({ trackers, days }: { trackers: TrackerReport['trackers']; days: { from: string; to: string } }) {
  const accounts = [
    ...new Map(trackers.flatMap((tracker) => tracker.accounts.map(({ id, name }) => [id, name] as const))),
  ].sort(([, a], [, b]) => a.localeCompare(b));
  return (
    <div className="card relative overflow-x-auto">
      <table className="table">
        <caption className="sr-only">Mentions of each topic by account</caption>
        <thead>
          <tr>
            <th>Account</th>
            {trackers.map(({ id, name }) => (
              <th key={id} className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accounts.map(([accountId, account]) => (
            <tr key={accountId}>
              <td>
                <Link to="/accounts/$accountId" params={{ accountId }} className="font-medium hover:underline">
                  {account}
                </Link>
              </td>
              {trackers.map(({ id, name, accounts: rows }) => (
                <td key={id} className="number">
                  <Mentions
                    tracker={id}
                    name={`${name}, ${account}`}
                    count={rows.find((row) => row.id === accountId)?.mentions ?? 0}
                    days={days}
                    account={accountId}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type MentionsProps = {
  tracker: string;
  name: string;
  count: number;
  days: { from: string; to: string };
  account: string | undefined;
};

function Mentions({ tracker, name, count, days, account }: MentionsProps) {
  if (count === 0) return <span className="quiet">0</span>;
  return (
    <Link
      to="/search"
      search={{ tracker, ...(account && { account }), ...days }}
      className="link"
      aria-label={`${count} mentions, ${name}`}
    >
      {count}
    </Link>
  );
}
