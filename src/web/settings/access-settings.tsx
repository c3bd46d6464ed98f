import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AccessChanges, AccessMode } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';
import { counted, formatMoment } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { formValues } from '../ui/form-values.ts';
import { Problem, Skeleton } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';
import { AccessRules } from './access-rules.tsx';
import { useMembers } from './use-members.ts';

const ACCESS = ['access'];

const MODES = {
  everyone: ['Everyone sees all calls', 'Every member can read every call.'],
  gong: [
    'As in Gong',
    'Members read what their Gong permission profile allows, plus shared calls and library folders.',
  ],
  own: ['Only their own', 'Members read calls they were on, and calls of accounts they own.'],
} as const satisfies Record<AccessMode, readonly [string, string]>;

const useAccess = () => useQuery({ queryKey: ACCESS, queryFn: () => read(api.access.$get()) });

/** Who may read which calls, rules beside it, and what a member may read and why. */
export function AccessSettings() {
  const access = useAccess();
  const timeZone = useTimeZone();
  // Whatever is on screen may be readable no more, the admin's own too.
  const save = useChange((json: AccessChanges) => api.access.$patch({ json }), [[]]);
  if (access.error) return <Problem error={access.error} onRetry={() => access.refetch()} />;
  if (!access.data) return <Skeleton rows={3} height="h-24" />;
  const { mode, team, withoutGongUser, rules, gong } = access.data;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text } = formValues(event.currentTarget);
    save.mutate({
      mode: text('mode') as AccessMode,
      team: text('team') as typeof team,
      withoutGongUser: text('withoutGongUser') as typeof withoutGongUser,
    });
  };
  return (
    <div className="max-w-3xl space-y-6">
      <form onSubmit={submit} className="card space-y-4 p-6" aria-label="Access">
        <fieldset className="space-y-3">
          <legend className="font-medium">Who can read which calls</legend>
          {Object.entries(MODES).map(([value, [name, about]]) => (
            <label key={value} className="flex gap-3 text-sm">
              <input type="radio" name="mode" value={value} defaultChecked={value === mode} className="mt-1" />
              <span>
                <span className="block font-medium">{name}</span>
                <span className="quiet block">{about}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <p className="quiet text-sm">
          Private calls are never stored. Admins see the names of all accounts and people.
        </p>
        <label className="block space-y-1 text-sm">
          <span>With “As in Gong”, members without a Gong user can read</span>
          <select name="withoutGongUser" className="field" defaultValue={withoutGongUser}>
            <option value="nothing">No calls</option>
            <option value="own">Calls they were on</option>
            <option value="everything">All calls</option>
          </select>
        </label>
        <label className="block space-y-1 text-sm">
          <span>When a profile names team leads, “their manager’s team” means</span>
          <select name="team" className="field" defaultValue={team}>
            <option value="both">Only people in both the manager’s and the leads’ teams</option>
            <option value="manager">The team of the member’s manager</option>
            <option value="leads">The teams of the leads</option>
          </select>
        </label>
        {mode === 'gong' && (
          <p className="text-sm">
            Read from Gong {gong.readAt ? formatMoment(gong.readAt, timeZone) : 'never'}; known with whom they were
            shared: {gong.asked} of {counted(gong.calls, 'call')}.
          </p>
        )}
        {(save.error?.message ?? (mode === 'gong' ? gong.error : null)) && (
          <p role="alert" className="text-sm text-red-800 dark:text-red-300">
            {save.error?.message ?? gong.error}
          </p>
        )}
        <div className="flex items-center gap-3">
          <button type="submit" className="button" disabled={save.isPending}>
            Save
          </button>
          <span role="status" className="quiet text-sm">
            {save.isPending ? 'Saving…' : save.isSuccess ? 'Saved.' : ''}
          </span>
        </div>
      </form>
      <AccessRules rules={rules} isBusy={save.isPending} onChange={(next) => save.mutate({ rules: next })} />
      <Explain />
    </div>
  );
}

/** What a member may read, and why. */
function Explain() {
  const members = useMembers();
  const [asked, setAsked] = useState<{ memberId: string; callId: string } | null>(null);
  const told = useQuery({
    queryKey: [...ACCESS, asked],
    enabled: asked !== null,
    queryFn: () =>
      read(
        api.access.members[':memberId'].$get({
          param: { memberId: asked?.memberId ?? '' },
          query: asked?.callId ? { callId: asked.callId } : {},
        }),
      ),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text } = formValues(event.currentTarget);
    setAsked({ memberId: text('member'), callId: text('call') });
  };
  return (
    <section className="card space-y-3 p-6" aria-label="Check a member’s access">
      <h2 className="font-medium">Check a member’s access</h2>
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <label className="min-w-56 grow space-y-1 text-sm">
          <span>Member</span>
          <select name="member" required className="field">
            {members.data?.map(({ id, name, email }) => (
              <option key={id} value={id}>
                {name} ({email})
              </option>
            ))}
          </select>
        </label>
        <label className="space-y-1 text-sm">
          <span>Gong call ID (optional)</span>
          <input name="call" className="field" maxLength={200} />
        </label>
        <button type="submit" className="button">
          Check access
        </button>
      </form>
      {told.error && <p role="alert">{told.error.message}</p>}
      {told.data && (
        <div role="status" className="space-y-2 text-sm">
          <p className="font-medium">
            {told.data.member.name} can read{' '}
            {told.data.calls === null ? 'no calls for now' : counted(told.data.calls, 'call')}.
            {told.data.mayRead !== null &&
              (told.data.mayRead ? ' This call is among them.' : ' This call is not among them.')}
          </p>
          <ul className="list-disc pl-5">
            {told.data.why.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
