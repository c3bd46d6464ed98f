import type { Answer } from '../../http/api-types.ts';
import { counted } from '../format.ts';

type Census = NonNullable<Answer['census']>;

/** Which accounts a count is of, those that said it most first; a click asks about one of them. */
export function AccountsCounted({ census, onAsk }: { census: Census; onAsk: (account: string) => void }) {
  const accounts = new Map<string, { name: string; mentions: number; calls: number }>();
  for (const { accounts: ofCall, mentions } of census.rows)
    for (const { id, name } of ofCall) {
      const known = accounts.get(id) ?? { name, mentions: 0, calls: 0 };
      accounts.set(id, { name, mentions: known.mentions + mentions, calls: known.calls + 1 });
    }
  const rows = [...accounts.values()].sort((a, b) => b.mentions - a.mentions || a.name.localeCompare(b.name));
  return (
    <ul aria-label="Accounts" className="card divide-y divide-stone-200 dark:divide-stone-800">
      {rows.map(({ name, mentions, calls }) => (
        <li key={name} className="flex items-baseline justify-between gap-4 px-5 py-2">
          <button type="button" className="link" onClick={() => onAsk(name)}>
            {name}
          </button>
          <span className="quiet text-sm">
            {counted(mentions, 'mention')} in {counted(calls, 'call')}
          </span>
        </li>
      ))}
    </ul>
  );
}
