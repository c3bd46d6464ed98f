import type { AnswerPart } from '../../http/api-types.ts';
import { counted } from '../format.ts';

type Counted = Extract<AnswerPart, { kind: 'count' }>['accounts'];

/** The accounts behind a count; a click asks about the account. */
export function AccountsCounted({ accounts, onAsk }: { accounts: Counted; onAsk: (account: string) => void }) {
  return (
    <ul aria-label="Accounts" className="card divide-y divide-stone-200 dark:divide-stone-800">
      {accounts.map(({ account, mentions, calls }) => (
        <li key={account?.id ?? 'none'} className="flex items-baseline justify-between gap-4 px-5 py-2">
          {account ? (
            <button type="button" className="link" onClick={() => onAsk(account.name)}>
              {account.name}
            </button>
          ) : (
            'No known account'
          )}
          <span className="quiet text-sm">
            {counted(mentions, 'mention')} in {counted(calls, 'call')}
          </span>
        </li>
      ))}
    </ul>
  );
}
