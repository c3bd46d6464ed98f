import { Link, useRouterState } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../api-client.ts';
import { useTabTitle } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';

/** Where an admin's link leads: choose a new password. The link's token follows `#`, which no server is sent. */
export function NewPasswordScreen() {
  const token = useRouterState({ select: (state) => state.location.hash });
  const choose = useChange((password: string) => api['password-links'].$post({ json: { token, password } }));
  const [isUnlike, setUnlike] = useState(false);
  useTabTitle('Choose a password');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password') ?? '');
    const isSame = password === String(form.get('again') ?? '');
    setUnlike(!isSame);
    if (isSame) choose.mutate(password);
  };
  if (choose.isSuccess)
    return (
      <div className="py-16 text-center" role="status">
        <h1 className="text-xl font-semibold">Password changed</h1>
        <p className="quiet mt-2">You’re signed out everywhere. Sign in with your new password.</p>
        <Link to="/sign-in" className="button mt-6">
          Sign in
        </Link>
      </div>
    );
  const problem = isUnlike ? 'The passwords don’t match. Enter the same one twice.' : choose.error?.message;
  return (
    <form onSubmit={submit} className="card mx-auto mt-10 max-w-sm space-y-4 p-6">
      <h1 className="text-xl font-semibold">Choose a new password</h1>
      <label className="block space-y-1">
        <span className="text-sm">New password (8 characters or more)</span>
        <input name="password" type="password" autoComplete="new-password" minLength={8} required className="field" />
      </label>
      <label className="block space-y-1">
        <span className="text-sm">Confirm new password</span>
        <input name="again" type="password" autoComplete="new-password" minLength={8} required className="field" />
      </label>
      {problem && (
        <p role="alert" className="text-sm text-red-700 dark:text-red-300">
          {problem}
        </p>
      )}
      <button type="submit" className="button w-full" disabled={choose.isPending}>
        Change password
      </button>
    </form>
  );
}
