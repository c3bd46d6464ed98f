import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api-client.ts';
import { useTabTitle } from '../ui/page.tsx';
import { signIn } from './sign-in.ts';

export function SignInScreen() {
  const { next } = useSearch({ from: '/sign-in' });
  const router = useRouter();
  const queries = useQueryClient();
  const state = useQuery({ queryKey: ['set-up'], queryFn: () => read(api['set-up'].$get()) });
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  useTabTitle('Sign in');

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    setProblem(null);
    const failure = await signIn(String(form.get('email') ?? ''), String(form.get('password') ?? ''));
    setIsBusy(false);
    if (failure) return setProblem(failure);
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
      <p className="quiet text-sm">
        {state.data?.isSetUp === false
          ? 'This server isn’t set up yet. Open the set-up link that it printed when it started.'
          : 'No account yet, or forgot your password? Ask an admin of your organization for a link.'}
      </p>
    </form>
  );
}
