import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type ApiFailure, api, read } from '../api-client.ts';
import { useMe } from '../me.ts';
import { chooseOrganization } from '../shell/account-menu.tsx';
import { useTabTitle } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';
import { signIn } from './sign-in.ts';

/** Where an invitation's link leads: join, and be signed in. Whoever has an account already only joins. */
export function InvitationScreen() {
  const { invitationId } = useParams({ from: '/invitation/$invitationId' });
  const param = { invitationId };
  const me = useMe();
  const invitation = useQuery({
    queryKey: ['invitation', invitationId],
    queryFn: () => read(api.invitations[':invitationId'].$get({ param })),
  });
  const accept = useChange((json: { name?: string; password?: string }) =>
    api.invitations[':invitationId'].accept.$post({ param, json }),
  );
  const [problem, setProblem] = useState<string | null>(null);
  useTabTitle('Join');

  if (invitation.error) {
    return (
      <p role="alert" className="py-16 text-center">
        {invitation.error.message}
      </p>
    );
  }
  if (!invitation.data || me.isPending) return <p className="quiet py-16 text-center">Loading…</p>;
  const { email, organizationName } = invitation.data;
  const isSignedIn = me.data?.email === email;

  const join = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, password] = [String(form.get('name') ?? ''), String(form.get('password') ?? '')];
    try {
      await accept.mutateAsync(isSignedIn ? {} : { name, password });
    } catch {
      return;
    }
    if (isSignedIn) {
      const former = new Set(me.data?.organizations.map(({ id }) => id));
      const joined = (await me.refetch()).data?.organizations.find(({ id }) => !former.has(id));
      if (joined) await chooseOrganization(joined.id);
    } else {
      const failure = await signIn(email, password);
      if (failure) return setProblem(failure);
    }
    // Nothing on screen belongs to the new organization yet: load the page anew.
    window.location.assign('/');
  };
  return (
    <form onSubmit={join} className="card mx-auto mt-10 max-w-sm space-y-4 p-6">
      <h1 className="text-xl font-semibold">Join {organizationName}</h1>
      <p className="quiet text-sm">
        {isSignedIn ? `You’re signed in as ${email}.` : `This invitation is for ${email}.`}
      </p>
      {!isSignedIn && (
        <>
          <label className="block space-y-1">
            <span className="text-sm">Your name</span>
            <input name="name" autoComplete="name" required className="field" />
          </label>
          <label className="block space-y-1">
            <span className="text-sm">Choose a password (8 characters or more)</span>
            <input
              name="password"
              type="password"
              autoComplete="new-password"
              minLength={8}
              required
              className="field"
            />
          </label>
        </>
      )}
      <Failure error={accept.error} problem={problem} next={`/invitation/${invitationId}`} />
      <button type="submit" className="button w-full" disabled={accept.isPending}>
        Join
      </button>
    </form>
  );
}

type FailureProps = { error: ApiFailure | null; problem: string | null; next: string };

/** Why joining failed; someone who has an account already is led to sign in, and back. */
function Failure({ error, problem, next }: FailureProps) {
  const text = error?.message ?? problem;
  if (!text) return null;
  return (
    <p role="alert" className="text-sm text-red-700 dark:text-red-300">
      {text}{' '}
      {(error?.status === 401 || !error) && (
        <Link to="/sign-in" search={{ next }} className="link">
          Sign in
        </Link>
      )}
    </p>
  );
}
