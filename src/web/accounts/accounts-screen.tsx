import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { TrendingDown, TrendingUp } from 'lucide-react';
import { formatDay } from '../format.ts';
import { useMe, useTimeZone } from '../me.ts';
import { Empty, PageHead, Problem, Skeleton } from '../ui/page.tsx';
import { AddAccount } from './add-account.tsx';
import { ImportAccounts } from './import-accounts.tsx';
import { ProposedAccounts } from './proposed-accounts.tsx';
import { type Account, useAccounts, useEngagement } from './use-accounts.ts';

/** Customers: date of the last call, number of calls, and the trend. */
export function AccountsScreen() {
  const { q = '' } = useSearch({ from: '/accounts' });
  const navigate = useNavigate({ from: '/accounts' });
  const me = useMe();
  const isAdmin = me.data?.role === 'admin';
  const accounts = useAccounts(q, 'active');
  const proposed = useAccounts('', 'proposed');
  // Proposals stand above the list, which would jump once they are read.
  const isAboveKnown = !me.isPending && (!proposed.isPending || proposed.failureCount > 0);
  return (
    <>
      <PageHead title="Accounts" lead="Most recent calls first.">
        {isAdmin && (
          <div className="flex flex-wrap gap-2">
            <ImportAccounts />
            <AddAccount />
          </div>
        )}
      </PageHead>
      {!isAboveKnown && <Skeleton />}
      {isAboveKnown && (
        <>
          {proposed.data && proposed.data.length > 0 && <ProposedAccounts accounts={proposed.data} isAdmin={isAdmin} />}
          <input
            type="search"
            aria-label="Find an account"
            placeholder="Name, alias or domain"
            className="field mb-4 max-w-sm"
            value={q}
            onChange={(event) =>
              navigate({ search: event.target.value ? { q: event.target.value } : {}, replace: true })
            }
          />
          {accounts.error && <Problem error={accounts.error} onRetry={() => accounts.refetch()} />}
          {accounts.isPending && <Skeleton />}
          {accounts.data?.length === 0 && (
            <Empty title={q ? 'No accounts match' : 'No accounts yet'}>
              {q ? (
                'Names, aliases and domains were searched.'
              ) : (
                <>
                  Accounts are created from the email domains of people on calls.{' '}
                  <a className="link" href="/docs/gong">
                    How calls are imported
                  </a>
                </>
              )}
            </Empty>
          )}
          {accounts.data && accounts.data.length > 0 && <AccountsTable accounts={accounts.data} />}
          {accounts.data?.length === 100 && (
            <p className="quiet mt-3 text-sm">Showing the first 100. Search to find others.</p>
          )}
        </>
      )}
    </>
  );
}

function AccountsTable({ accounts }: { accounts: Account[] }) {
  const timeZone = useTimeZone();
  const [month, quarter] = [useEngagement(30).data, useEngagement(90).data];
  return (
    <div className="card relative overflow-x-auto">
      <table className="table">
        <thead>
          <tr>
            <th>Account</th>
            <th>Last call</th>
            <th className="number">Last 30 days</th>
            <th className="number">Last 90 days</th>
            <th>Trend</th>
            <th className="number">All calls</th>
            <th>Owner</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <td>
                <Link
                  to="/accounts/$accountId"
                  params={{ accountId: account.id }}
                  className="font-medium hover:underline"
                >
                  {account.name}
                </Link>
                <span className="quiet block text-xs">{account.domains.join(', ')}</span>
              </td>
              <td className="whitespace-nowrap">
                {account.lastCallAt ? formatDay(account.lastCallAt, timeZone) : '–'}
              </td>
              <td className="number">{month ? (month.get(account.id)?.calls ?? 0) : ' '}</td>
              <td className="number">{quarter ? (quarter.get(account.id)?.calls ?? 0) : ' '}</td>
              <td>
                <Trend
                  now={quarter?.get(account.id)?.calls ?? 0}
                  before={quarter?.get(account.id)?.before.calls ?? 0}
                />
              </td>
              <td className="number">{account.calls}</td>
              <td>{account.ownerEmail ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** More or fewer calls than in the 90 days before; a word and an arrow, not a colour alone. */
function Trend({ now, before }: { now: number; before: number }) {
  if (now === before) return <span className="quiet">Same</span>;
  const Icon = now > before ? TrendingUp : TrendingDown;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <Icon aria-hidden className="size-4" />
      {now > before ? `${now - before} more` : `${before - now} fewer`}
    </span>
  );
}
