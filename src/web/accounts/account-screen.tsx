import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type FormEvent, lazy, Suspense } from 'react';
import { api } from '../api-client.ts';
import { formatDay } from '../format.ts';
import { useIsAdmin, useTimeZone } from '../me.ts';
import { PeopleTable } from '../people/people-table.tsx';
import { Facts } from '../ui/facts.tsx';
import { PageHead, Problem, Skeleton } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useChange } from '../use-change.ts';
import { AccountForm } from './account-form.tsx';
import { Activities } from './activities.tsx';
import { ACCOUNTS_KEY, type Account, useAccount, useEngagement } from './use-accounts.ts';

// The charts are heavy, and most visitors come to read the account's calls.
const AccountTopics = lazy(() => import('./account-topics.tsx'));

/** One customer: calls, people, topics, and a box to ask about every call with the account. */
export function AccountScreen() {
  const { accountId } = useParams({ from: '/accounts/$accountId' });
  const { part: asked = 'activities' } = useSearch({ from: '/accounts/$accountId' });
  const navigate = useNavigate({ from: '/accounts/$accountId' });
  const account = useAccount(accountId);
  const timeZone = useTimeZone();
  const isAdmin = useIsAdmin();
  const part = asked === 'details' && !isAdmin ? 'activities' : asked;
  const quarter = useEngagement(90).data?.get(accountId);
  if (account.error) return <Problem error={account.error} />;
  if (!account.data) return <Skeleton rows={4} height="h-20" />;
  const { name, domains, aliases, calls, lastCallAt, ownerEmail, state } = account.data;
  const facts: [string, string][] = [
    ['Last call', lastCallAt ? formatDay(lastCallAt, timeZone) : 'None'],
    ['Calls in 90 days', quarter ? `${quarter.calls} (${quarter.before.calls} in the previous 90)` : '0'],
    ['All calls', calls.toLocaleString('en')],
    ['Owner', ownerEmail ?? 'No owner'],
  ];
  return (
    <>
      <PageHead
        title={name}
        lead={[state === 'proposed' && 'proposed', ...domains, ...aliases].filter(Boolean).join(' · ')}
      >
        <Link to="/calls" search={{ account: accountId }} className="button-quiet">
          All calls
        </Link>
      </PageHead>
      <Facts facts={facts} />
      <AskAbout name={name} />
      <Tabs
        label={`About ${name}`}
        value={part}
        onChange={(next) => navigate({ search: next === 'activities' ? {} : { part: next }, replace: true })}
        tabs={[
          { name: 'activities', label: 'Activities', content: () => <Activities accountId={accountId} /> },
          {
            name: 'people',
            label: 'People',
            content: () => <PeopleTable filter={{ accountId }} isEmptyText="Nobody of theirs was on a call yet." />,
          },
          {
            name: 'topics',
            label: 'Topics',
            content: () => (
              <Suspense fallback={<Skeleton rows={3} height="h-40" />}>
                <AccountTopics accountId={accountId} />
              </Suspense>
            ),
          },
          ...(isAdmin
            ? [{ name: 'details' as const, label: 'Details', content: () => <Details account={account.data} /> }]
            : []),
        ]}
      />
    </>
  );
}

function AskAbout({ name }: { name: string }) {
  const navigate = useNavigate();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const question = String(new FormData(event.currentTarget).get('question') ?? '').trim();
    if (question) navigate({ to: '/', search: { q: `@"${name}" ${question}` } });
  };
  return (
    <form onSubmit={submit} className="my-6 flex gap-2">
      <input
        name="question"
        aria-label={`Ask about ${name}`}
        placeholder={`Ask about ${name}: what did we promise them?`}
        className="field"
        maxLength={3000}
      />
      <button type="submit" className="button">
        Ask
      </button>
    </form>
  );
}

function Details({ account }: { account: Account }) {
  const change = useChange(
    (json: Parameters<Parameters<typeof AccountForm>[0]['onSubmit']>[0]) =>
      api.accounts[':accountId'].$patch({ param: { accountId: account.id }, json }),
    [ACCOUNTS_KEY, ['account'], ['activities'], ['people']],
  );
  return (
    <div className="card max-w-xl p-6">
      <AccountForm
        account={account}
        action="Save"
        error={change.error}
        isBusy={change.isPending}
        onSubmit={(fields) => change.mutate(fields)}
      />
      <p role="status" className="quiet mt-3 text-sm">
        {change.isSuccess ? 'Saved. Past calls were matched again.' : ''}
      </p>
    </div>
  );
}
