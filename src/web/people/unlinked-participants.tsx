import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { api } from '../api-client.ts';
import { counted, formatDay } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Empty, Problem, Skeleton } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';
import { PEOPLE_KEY, type Unlinked, usePeople, useUnlinked } from './use-people.ts';

const KEYS = [['unlinked'], PEOPLE_KEY, ['accounts'], ['calls'], ['call']];

/** Participants not linked to anybody, with the reason; one click links each. */
export function UnlinkedParticipants() {
  const unlinked = useUnlinked();
  const [done, setDone] = useState('');
  if (unlinked.error) return <Problem error={unlinked.error} onRetry={() => unlinked.refetch()} />;
  if (!unlinked.data) return <Skeleton />;
  return (
    <>
      <p role="status" className="quiet mb-3 text-sm">
        {done}
      </p>
      {unlinked.data.length === 0 ? (
        <Empty title="Everyone is linked">Participants without an account appear here.</Empty>
      ) : (
        <ul className="space-y-3" aria-label="Unlinked participants">
          {unlinked.data.map((party) => (
            <Party key={`${party.callId} ${party.position}`} party={party} onDone={setDone} />
          ))}
        </ul>
      )}
    </>
  );
}

const sendLink = api.calls[':callId'].participants[':position'].link.$post;
type Wish = Parameters<typeof sendLink>[0]['json'];

function Party({ party, onDone }: { party: Unlinked; onDone: (text: string) => void }) {
  const timeZone = useTimeZone();
  const name = party.name ?? party.email ?? 'Unnamed participant';
  const [words, setWords] = useState('');
  const link = useChange(
    (json: Wish) => sendLink({ param: { callId: party.callId, position: String(party.position) }, json }),
    KEYS,
  );
  // Without an address only a person can be meant: an account is found by addresses.
  const people = usePeople({ query: words || (party.name ?? '') });
  const choose = (json: Parameters<typeof link.mutate>[0], to: string) =>
    // Not by `onSuccess`: the row is gone by then.
    link.mutateAsync(json).then(
      () => onDone(`${name} is now linked to ${to}, on past calls too.`),
      () => {},
    );
  return (
    <li className="card p-4 text-sm">
      <p>
        <span className="font-medium">{name}</span>{' '}
        {party.email && party.name && <span className="quiet">{party.email}</span>}
      </p>
      <p className="quiet">
        {party.explanation} On {counted(party.calls, 'call')}, last on{' '}
        <Link to="/calls/$callId" params={{ callId: party.callId }} className="link">
          {formatDay(party.lastCallAt, timeZone)}
        </Link>
        .
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        {party.email ? (
          <>
            <AccountPicker
              label={`Account for ${name}`}
              isBusy={link.isPending}
              onChoose={(account) => choose({ accountId: account.id }, account.name)}
            />
            <button
              type="button"
              className="button-quiet"
              disabled={link.isPending}
              onClick={() => choose({ kind: 'teammate' }, 'your team')}
            >
              On our team
            </button>
          </>
        ) : (
          <>
            <input
              type="search"
              aria-label={`Who is ${name}?`}
              placeholder="Who is it? Name or email"
              className="field w-56 py-1.5"
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            {people.data?.slice(0, 4).map((person) => (
              <button
                key={person.id}
                type="button"
                className="button-quiet"
                disabled={link.isPending}
                title={person.email}
                onClick={() => choose({ personId: person.id }, person.name)}
              >
                {person.name}
              </button>
            ))}
          </>
        )}
      </div>
      {link.error && (
        <p role="alert" className="mt-2">
          {link.error.message}
        </p>
      )}
    </li>
  );
}
