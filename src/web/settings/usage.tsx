import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api-client.ts';
import { formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Facts } from '../ui/facts.tsx';
import { DateRange } from '../ui/filters.tsx';
import { Problem, Skeleton } from '../ui/page.tsx';

/** Answers with their tokens, cost and ratings; the last 30 days by default. */
export function Usage() {
  const [range, setRange] = useState<{ from?: string; to?: string }>({});
  const timeZone = useTimeZone();
  const usage = useQuery({ queryKey: ['usage', range], queryFn: () => read(api.usage.$get({ query: range })) });
  const number = (value: number) => value.toLocaleString('en');
  const facts: [string, string][] = usage.data
    ? [
        ['Answers', number(usage.data.answers)],
        ['Written by a model', number(usage.data.byModel)],
        ['Tokens read', number(usage.data.inputTokens)],
        ['Tokens written', number(usage.data.outputTokens)],
        ['Cost', usage.data.cost === null ? 'No prices set' : usage.data.cost.toFixed(2)],
        ['Helped', number(usage.data.helpful)],
        ['Didn’t help', number(usage.data.unhelpful)],
      ]
    : [];
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap items-end gap-3">
        <DateRange from={range.from} to={range.to} onChange={setRange} />
      </div>
      {usage.error && <Problem error={usage.error} onRetry={() => usage.refetch()} />}
      {usage.isPending && <Skeleton rows={2} />}
      {usage.data && (
        <>
          <p className="quiet text-sm">
            {formatDay(usage.data.from, timeZone)} to {formatDay(usage.data.to, timeZone)}
          </p>
          <Facts facts={facts} />
        </>
      )}
    </div>
  );
}
