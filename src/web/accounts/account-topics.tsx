import { TrackerView } from '../reports/tracker-report.tsx';

const YEAR_MS = 365 * 86_400_000;

/** Topics of the calls with one account over the last year. */
export default function AccountTopics({ accountId }: { accountId: string }) {
  const from = new Date(Date.now() - YEAR_MS).toISOString().slice(0, 10);
  return <TrackerView period={{ from }} accountId={accountId} />;
}
