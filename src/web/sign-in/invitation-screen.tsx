import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, failureOf } from '../api-client.ts';

export function InvitationScreen() {
  const { invitationId } = useParams({ from: '/invitation/$invitationId' });
  const navigate = useNavigate();
  const [problem, setProblem] = useState<string | null>(null);
  const invitation = useQuery({
    queryKey: ['invitation', invitationId],
    queryFn: async () => {
      const response = await api.invitations[':invitationId'].$get({ param: { invitationId } });
      if (response.status !== 200) throw await failureOf(response);
      return response.json();
    },
  });

  const accept = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const json = { name: String(form.get('name') ?? ''), password: String(form.get('password') ?? '') };
    const response = await api.invitations[':invitationId'].accept.$post({ param: { invitationId }, json });
    if (response.status !== 200) return setProblem((await failureOf(response)).message);
    navigate({ to: '/sign-in' });
  };

  if (invitation.error) {
    return (
      <p role="alert" className="py-16 text-center">
        {invitation.error.message}
      </p>
    );
  }
  if (!invitation.data) return <p className="quiet py-16 text-center">Loading…</p>;
  return (
    <form onSubmit={accept} className="card mx-auto mt-10 max-w-sm space-y-4 p-6">
      <h1 className="text-xl font-semibold">Join {invitation.data.organizationName}</h1>
      <p className="quiet text-sm">This invitation is for {invitation.data.email}.</p>
      <label className="block space-y-1">
        <span className="text-sm">Your name</span>
        <input name="name" autoComplete="name" required className="field" />
      </label>
      <label className="block space-y-1">
        <span className="text-sm">Choose a password (8 characters or more)</span>
        <input name="password" type="password" autoComplete="new-password" minLength={8} required className="field" />
      </label>
      {problem && (
        <p role="alert" className="text-sm text-red-700 dark:text-red-300">
          {problem}
        </p>
      )}
      <button type="submit" className="button w-full">
        Join
      </button>
    </form>
  );
}
