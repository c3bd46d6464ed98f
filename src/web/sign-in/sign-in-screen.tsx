import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { failureOf } from '../api-client.ts';

export function SignInScreen() {
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    setProblem(null);
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: form.get('email'), password: form.get('password') }),
    }).catch(() => null);
    setIsBusy(false);
    if (!response) return setProblem('The server cannot be reached. Check your connection and try again.');
    if (response.status === 401) return setProblem('This email and password do not fit together.');
    if (response.status === 429) return setProblem('Too many tries. Wait a minute and try again.');
    if (!response.ok) return setProblem((await failureOf(response)).message);
    await queries.resetQueries({ queryKey: ['me'] });
    router.history.push(next ?? '/');
  };

  return (
    <form onSubmit={submit} className="card mx-auto mt-10 max-w-sm space-y-4 p-6">
      <h1 className="text-xl font-semibold">Sign in</h1>
      <label className="block space-y-1">
        <span className="text-sm">Email</span>
        <input name="email" type="email" autoComplete="username" required className="field" />
      </label>
      <label className="block space-y-1">
        <span className="text-sm">Password</span>
        <input name="password" type="password" autoComplete="current-password" required className="field" />
      </label>
      {problem && (
        <p role="alert" className="text-sm text-red-700 dark:text-red-300">
          {problem}
        </p>
      )}
      <button type="submit" className="button w-full" disabled={isBusy}>
        Sign in
      </button>
      <p className="quiet text-sm">No account yet? An admin of your organization can send you an invitation link.</p>
    </form>
  );
}
