import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Role } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';
import { formatDay, formatMoment } from '../format.ts';
import { useMe, useTimeZone } from '../me.ts';
import { CopyField } from '../ui/copy-field.tsx';
import { Problem, Skeleton } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';
import { MEMBERS, useMembers } from './use-members.ts';

const ROLE_NAMES = { admin: 'Admin', member: 'Member' } as const satisfies Record<Role, string>;
const INVITATIONS = ['invitations'];

/** Members, open invitations, roles, and links for a new password. */
export function Members() {
  const members = useMembers();
  const me = useMe();
  const timeZone = useTimeZone();
  const change = useChange(
    ({ id, role }: { id: string; role: Role }) =>
      api.members[':memberId'].$patch({ param: { memberId: id }, json: { role } }),
    [MEMBERS, ['me']],
  );
  const remove = useChange(
    (id: string) => api.members[':memberId'].$delete({ param: { memberId: id } }),
    [MEMBERS, ['me']],
  );
  const link = useChange((id: string) => api.members[':memberId']['password-link'].$post({ param: { memberId: id } }));
  const linked = members.data?.find(({ id }) => id === link.variables);
  if (members.error) return <Problem error={members.error} onRetry={() => members.refetch()} />;
  if (!members.data) return <Skeleton />;
  const failure = change.error ?? remove.error ?? link.error;
  return (
    <div className="space-y-6">
      <Invite />
      {failure && (
        <p role="alert" className="text-sm text-red-800 dark:text-red-300">
          {failure.message}
        </p>
      )}
      {link.data && linked && (
        <div className="card space-y-2 p-4 text-sm" role="status">
          <p>
            Send this link to {linked.name} to choose a new password. It works once, until{' '}
            {formatMoment(link.data.expiresAt, timeZone)}. Colloquy sends no email.
          </p>
          <div className="flex">
            <CopyField label={`Password link for ${linked.email}`} value={link.data.url} />
          </div>
        </div>
      )}
      <div className="card relative overflow-x-auto">
        <table className="table">
          <thead>
            <tr>
              <th>Name</th>
              <th>Email</th>
              <th>Role</th>
              <th>
                <span className="sr-only">Password and membership</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {members.data.map((member) => (
              <tr key={member.id}>
                <td className="font-medium">{member.name}</td>
                <td>{member.email}</td>
                <td>
                  <select
                    aria-label={`Role of ${member.name}`}
                    className="field w-auto py-1 text-sm"
                    value={member.role}
                    disabled={change.isPending}
                    onChange={(event) => change.mutate({ id: member.id, role: event.target.value as Role })}
                  >
                    {Object.entries(ROLE_NAMES).map(([role, name]) => (
                      <option key={role} value={role}>
                        {name}
                      </option>
                    ))}
                  </select>
                </td>
                <td className="number">
                  {member.email !== me.data?.email && (
                    <div className="flex flex-wrap justify-end gap-2">
                      <button
                        type="button"
                        className="button-quiet"
                        aria-label={`Reset password of ${member.name}`}
                        disabled={link.isPending}
                        onClick={() => link.mutate(member.id)}
                      >
                        Reset password
                      </button>
                      <button
                        type="button"
                        className="button-quiet"
                        aria-label={`Remove ${member.name}`}
                        disabled={remove.isPending}
                        onClick={() => {
                          const question = `Remove ${member.name}? Their API keys, conversations and answers are deleted too.`;
                          if (window.confirm(question)) remove.mutate(member.id);
                        }}
                      >
                        Remove
                      </button>
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** Makes an invitation link to hand on; no e-mail is sent. Open links can be copied again, or revoked. */
function Invite() {
  const timeZone = useTimeZone();
  const open = useQuery({
    queryKey: INVITATIONS,
    queryFn: async () => (await read(api.invitations.$get())).invitations,
  });
  const invite = useChange((json: { email: string; role: Role }) => api.invitations.$post({ json }), [INVITATIONS]);
  const revoke = useChange(
    (id: string) => api.invitations[':invitationId'].$delete({ param: { invitationId: id } }),
    [INVITATIONS],
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    invite.mutate(
      { email: String(data.get('email')), role: data.get('role') === 'admin' ? 'admin' : 'member' },
      { onSuccess: () => form.reset() },
    );
  };
  return (
    <section className="card p-4" aria-label="Invitations">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <label className="min-w-56 grow space-y-1 text-sm">
          <span>Invite by email</span>
          <input name="email" type="email" required className="field" />
        </label>
        <label className="space-y-1 text-sm">
          <span className="block">Role</span>
          <select name="role" className="field w-auto">
            <option value="member">Member</option>
            <option value="admin">Admin</option>
          </select>
        </label>
        <button type="submit" className="button" disabled={invite.isPending}>
          Create invite link
        </button>
      </form>
      {(invite.error ?? revoke.error) && (
        <p role="alert" className="mt-3 text-sm text-red-800 dark:text-red-300">
          {(invite.error ?? revoke.error)?.message}
        </p>
      )}
      <p role="status" className="quiet mt-2 text-sm">
        {invite.isSuccess ? 'Send the link yourself: Colloquy sends no email.' : ''}
      </p>
      {open.data && open.data.length > 0 && (
        <ul className="mt-3 space-y-3" aria-label="Open invitations">
          {open.data.map((invitation) => (
            <li key={invitation.id} className="text-sm">
              <span className="font-medium">{invitation.email}</span>{' '}
              <span className="quiet">
                as {ROLE_NAMES[invitation.role].toLowerCase()}, until {formatDay(invitation.expiresAt, timeZone)}
              </span>
              <div className="mt-1 flex gap-2">
                <CopyField label={`Link for ${invitation.email}`} value={invitation.url} />
                <button
                  type="button"
                  className="button-quiet"
                  aria-label={`Revoke the invitation of ${invitation.email}`}
                  onClick={() => revoke.mutate(invitation.id)}
                >
                  Revoke
                </button>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
