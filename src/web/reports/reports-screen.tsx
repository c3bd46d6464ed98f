import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { EngagementBy } from '../../http/api-types.ts';
import { download } from '../api-client.ts';
import { DateRange } from '../ui/filters.tsx';
import { PageHead } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { EngagementView } from './engagement-report.tsx';
import type { ReportsParams } from './reports-address.ts';
import { TrackerView } from './tracker-report.tsx';
import { reportPath } from './use-reports.ts';

const BY = { accounts: 'account', teammates: 'teammate', weeks: 'week' } as const satisfies Record<
  string,
  EngagementBy
>;

/** Engagement and topics over time. The last 90 days unless told otherwise, always against the time before. */
export function ReportsScreen() {
  const { part = 'accounts', ...period } = useSearch({ from: '/reports' });
  const navigate = useNavigate({ from: '/reports' });
  const [problem, setProblem] = useState<string | null>(null);
  const change = (next: ReportsParams) => navigate({ search: next, replace: true });
  const path =
    part === 'trackers' ? reportPath('trackers', period) : reportPath('engagement', { by: BY[part], ...period });
  const save = () =>
    download(path).then(
      () => setProblem(null),
      (error: Error) => setProblem(error.message),
    );
  return (
    <>
      <PageHead
        title="Reports"
        lead="Each number opens its calls. Without dates: the last 90 days, beside the 90 before."
      >
        <button type="button" className="button-quiet gap-2" onClick={save}>
          <Download aria-hidden className="size-4" />
          CSV
        </button>
      </PageHead>
      {problem && (
        <p role="alert" className="mb-3 text-sm">
          {problem}
        </p>
      )}
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <DateRange
          from={period.from}
          to={period.to}
          onChange={(range) => change({ ...(part !== 'accounts' && { part }), ...range })}
        />
      </div>
      <Tabs
        label="Reports"
        value={part}
        onChange={(next) => change({ ...period, ...(next !== 'accounts' && { part: next }) })}
        tabs={[
          { name: 'accounts', label: 'By account', content: () => <EngagementView by="account" period={period} /> },
          { name: 'teammates', label: 'By teammate', content: () => <EngagementView by="teammate" period={period} /> },
          { name: 'weeks', label: 'By week', content: () => <EngagementView by="week" period={period} /> },
          { name: 'trackers', label: 'Topics', content: () => <TrackerView period={period} /> },
        ]}
      />
    </>
  );
}
