import { useNavigate, useSearch } from '@tanstack/react-router';
import { useIsAdmin } from '../me.ts';
import { PageHead } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { ImportContacts } from './import-contacts.tsx';
import { PeopleTable } from './people-table.tsx';
import { UnlinkedParticipants } from './unlinked-participants.tsx';

/** Everybody on calls: customers' contacts, teammates, and, for admins, participants not linked to anybody yet. */
export function PeopleScreen() {
  const { q, part: asked = 'contacts' } = useSearch({ from: '/people' });
  const navigate = useNavigate({ from: '/people' });
  const isAdmin = useIsAdmin();
  const part = asked === 'unlinked' && !isAdmin ? 'contacts' : asked;
  const named = q ? { query: q } : {};
  const none = q ? 'No names or emails match.' : 'People appear once calls are imported.';
  return (
    <>
      <PageHead title="People" lead="Everyone who was on a call.">
        {isAdmin && <ImportContacts />}
      </PageHead>
      <input
        type="search"
        aria-label="Find a person"
        placeholder="Name or email"
        className="field mb-4 max-w-sm"
        value={q ?? ''}
        onChange={(event) => {
          const { q: _, ...rest } = { q, ...(part !== 'contacts' && { part }) };
          navigate({ search: { ...rest, ...(event.target.value && { q: event.target.value }) }, replace: true });
        }}
      />
      <Tabs
        label="People"
        value={part}
        onChange={(next) =>
          navigate({ search: { ...(q && { q }), ...(next !== 'contacts' && { part: next }) }, replace: true })
        }
        tabs={[
          {
            name: 'contacts',
            label: 'Contacts',
            content: () => <PeopleTable filter={{ kind: 'contact', ...named }} isEmptyText={none} />,
          },
          {
            name: 'teammates',
            label: 'Teammates',
            content: () => <PeopleTable filter={{ kind: 'teammate', ...named }} isEmptyText={none} />,
          },
          ...(isAdmin
            ? [{ name: 'unlinked' as const, label: 'Unlinked', content: () => <UnlinkedParticipants /> }]
            : []),
        ]}
      />
    </>
  );
}
