import { useState } from 'react';
import { api } from '../api-client.ts';
import { counted } from '../format.ts';
import { useChange } from '../use-change.ts';
import { AccountPicker } from './account-picker.tsx';
import { ACCOUNTS_KEY, type Account } from './use-accounts.ts';

const KEYS = [ACCOUNTS_KEY, ['account'], ['unlinked'], ['engagement'], ['calls']];

/** Companies found on calls by domain: an admin decides whether each is a customer. */
export function ProposedAccounts({ accounts, isAdmin }: { accounts: Account[]; isAdmin: boolean }) {
  return (
    <section aria-label="Proposed accounts" className="card mb-6 p-4">
      <h2 className="font-medium">Proposed</h2>
      <p className="quiet text-sm">
        Found by their domain on calls.{' '}
        {isAdmin ? 'Are they customers?' : 'An admin decides whether they’re customers.'}
      </p>
      <ul className="mt-2 divide-y divide-stone-200 dark:divide-stone-800">
        {accounts.map((account) => (
          <Proposal key={account.id} account={account} isAdmin={isAdmin} />
        ))}
      </ul>
    </section>
  );
}

const patch = api.accounts[':accountId'].$patch;
type Changes = Parameters<typeof patch>[0]['json'];

function Proposal({ account, isAdmin }: { account: Account; isAdmin: boolean }) {
  const [isMerging, setMerging] = useState(false);
  const change = useChange((json: Changes) => patch({ param: { accountId: account.id }, json }), KEYS);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2 text-sm">
      <span className="min-w-40 grow">
        <span className="font-medium">{account.name}</span>{' '}
        <span className="quiet">
          {account.domains.join(', ')}, {counted(account.calls, 'call')}
        </span>
      </span>
      {isAdmin && (
        <>
          <button
            type="button"
            className="button-quiet"
            disabled={change.isPending}
            aria-label={`Accept ${account.name}`}
            onClick={() => change.mutate({ state: 'active' })}
          >
            Accept
          </button>
          <button
            type="button"
            className="button-quiet"
            disabled={change.isPending}
            aria-label={`Ignore ${account.name}`}
            onClick={() => change.mutate({ state: 'ignored' })}
          >
            Ignore
          </button>
          {isMerging ? (
            <AccountPicker
              label={`Merge ${account.name} into`}
              isBusy={change.isPending}
              except={account.id}
              onChoose={(other) => change.mutate({ mergeInto: other.id })}
            />
          ) : (
            <button type="button" className="button-quiet" onClick={() => setMerging(true)}>
              Merge…
            </button>
          )}
        </>
      )}
      {change.error && (
        <p role="alert" className="w-full">
          {change.error.message}
        </p>
      )}
    </li>
  );
}
