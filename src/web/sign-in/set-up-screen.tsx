import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { SetUpWish } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';
import { formValues } from '../ui/form-values.ts';
import { Problem, Skeleton, useTabTitle } from '../ui/page.tsx';
import { useChange } from '../use-change.ts';
import { useLookAround } from '../use-look-around.ts';
import { signIn } from './sign-in.ts';

/** A new server's first page: create the organization and its first admin, then connect Gong or load the demo data. */
export function SetUpScreen() {
  const { code } = useSearch({ from: '/set-up' });
  const state = useQuery({ queryKey: ['set-up'], queryFn: () => read(api['set-up'].$get()) });
  const [isDone, setDone] = useState(false);
  useTabTitle('Set up');
  if (state.error) return <Problem error={state.error} onRetry={() => state.refetch()} />;
  if (!state.data) return <Skeleton rows={3} />;
  if (isDone) return <WhatNext />;
  if (state.data.isSetUp)
    return (
      <div className="py-16 text-center">
        <h1 className="text-xl font-semibold">This server is already set up</h1>
        <Link to="/sign-in" className="button mt-6">
          Sign in
        </Link>
      </div>
    );
  return <SetUpForm code={code ?? ''} onDone={() => setDone(true)} />;
}

function SetUpForm({ code, onDone }: { code: string; onDone: () => void }) {
  const queries = useQueryClient();
  const make = useChange((json: SetUpWish) => api['set-up'].$post({ json }));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text, list } = formValues(event.currentTarget);
    const email = text('email');
    const password = String(new FormData(event.currentTarget).get('password') ?? '');
    setProblem(null);
    try {
      await make.mutateAsync({
        code: text('code'),
        name: text('organization'),
        domains: list('domains'),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        adminName: text('name'),
        adminEmail: email,
        password,
      });
    } catch {
      return;
    }
    const failure = await signIn(email, password);
    if (failure) return setProblem(failure);
    onDone();
    await queries.resetQueries({ queryKey: ['me'] });
  };
  const failure = make.error?.message ?? problem;
  return (
    <form onSubmit={submit} className="card mx-auto mt-6 max-w-md space-y-4 p-6">
      <h1 className="text-xl font-semibold">Set up Colloquy</h1>
      <Field name="organization" label="Organization name" />
      <Field
        name="domains"
        label="Email domains, separated by commas"
        hint="Whoever has an address there is one of you on calls; others are customers."
        placeholder="acme.com"
      />
      <Field name="name" label="Your name" autoComplete="name" />
      <Field name="email" label="Your email" type="email" autoComplete="username" />
      <Field
        name="password"
        label="Password (8 characters or more)"
        type="password"
        autoComplete="new-password"
        minLength={8}
      />
      <Field
        name="code"
        label="Set-up code"
        hint="The server prints it where it was started, within a link to this page."
        defaultValue={code}
      />
      {failure && (
        <p role="alert" className="text-sm text-red-800 dark:text-red-300">
          {failure}
        </p>
      )}
      <button type="submit" className="button w-full" disabled={make.isPending}>
        Set up
      </button>
    </form>
  );
}

type FieldProps = { name: string; label: string; hint?: string } & React.InputHTMLAttributes<HTMLInputElement>;

const Field = ({ name, label, hint, ...input }: FieldProps) => (
  <label className="block space-y-1 text-sm">
    <span>{label}</span>
    <input name={name} required className="field" {...input} />
    {hint && <span className="quiet block text-xs">{hint}</span>}
  </label>
);

/** Connect Gong, or look around first. */
function WhatNext() {
  const navigate = useNavigate();
  const demo = useLookAround();
  return (
    <div className="mx-auto mt-10 max-w-2xl">
      <h1 className="text-center text-xl font-semibold">You’re all set</h1>
      <p className="quiet mt-1 text-center">Where should the calls come from?</p>
      <div className="mt-6 grid gap-4 sm:grid-cols-2">
        <button
          type="button"
          className="card cursor-pointer p-6 text-left hover:border-teal-600"
          onClick={() => navigate({ to: '/integrations/gong' })}
        >
          <span className="font-medium">Connect Gong</span>
          <span className="quiet mt-1 block text-sm">
            A Gong technical administrator approves it. Nothing is imported until you turn on data sync.
          </span>
        </button>
        <button
          type="button"
          className="card cursor-pointer p-6 text-left hover:border-teal-600"
          disabled={demo.isBusy}
          onClick={demo.lookAround}
        >
          <span className="font-medium">{demo.isBusy ? 'Adding sample calls…' : 'Explore sample calls first'}</span>
          <span className="quiet mt-1 block text-sm">
            Adds the calls of an invented company as a separate organization. Yours stays empty. Switch between them at
            the bottom left.
          </span>
        </button>
      </div>
      {demo.error && (
        <p role="alert" className="mt-4 text-center text-sm">
          {demo.error.message}
        </p>
      )}
    </div>
  );
}
