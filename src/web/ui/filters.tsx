import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api-client.ts';
import { daysAfter } from '../format.ts';
import { Chip } from './chip.tsx';

/**
 * The first and the last day of a stretch. `from` and `to` are as in addresses and in the API, where `to` is the day
 * after the last.
 */
export function DateRange({
  from,
  to,
  onChange,
}: {
  from: string | undefined;
  to: string | undefined;
  onChange: (range: { from?: string; to?: string }) => void;
}) {
  const day = (value: string) => (value === '' ? undefined : value);
  const set = (range: { from: string | undefined; to: string | undefined }) =>
    onChange({ ...(range.from && { from: range.from }), ...(range.to && { to: range.to }) });
  return (
    <>
      <label className="space-y-1 text-sm">
        <span className="quiet block text-xs">From</span>
        <input
          type="date"
          className="field py-1.5 text-sm"
          value={from ?? ''}
          onChange={(event) => set({ from: day(event.target.value), to })}
        />
      </label>
      <label className="space-y-1 text-sm">
        <span className="quiet block text-xs">To (inclusive)</span>
        <input
          type="date"
          className="field py-1.5 text-sm"
          value={to ? daysAfter(to, -1) : ''}
          onChange={(event) => set({ from, to: event.target.value ? daysAfter(event.target.value, 1) : undefined })}
        />
      </label>
    </>
  );
}

type Option = readonly [value: string, name: string];

export function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string | undefined;
  options: readonly Option[];
  onChange: (value: string | undefined) => void;
}) {
  return (
    <label className="space-y-1 text-sm">
      <span className="quiet block text-xs">{label}</span>
      <select
        className="field w-auto py-1.5 text-sm"
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || undefined)}
      >
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The account in the filter, by name. */
export function AccountChip({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { data } = useQuery({
    queryKey: ['account', id],
    queryFn: () => read(api.accounts[':accountId'].$get({ param: { accountId: id } })),
  });
  return <Chip label="account" value={data?.name ?? '…'} name="Any account" onRemove={onRemove} />;
}

/** The person in the filter, by name. */
export function PersonChip({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { data } = useQuery({
    queryKey: ['person', id],
    queryFn: () => read(api.people[':personId'].$get({ param: { personId: id } })),
  });
  return <Chip label="person" value={data?.name ?? '…'} name="Any person" onRemove={onRemove} />;
}
