import type { FormEvent } from 'react';
import { api } from '../api-client.ts';
import { useMe } from '../me.ts';
import { useChange } from '../use-change.ts';

/** The member's own password. */
export function PasswordSettings() {
  const me = useMe();
  const change = useChange((json: { currentPassword: string; newPassword: string }) => api.me.password.$put({ json }));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const [currentPassword, newPassword] = [String(data.get('current') ?? ''), String(data.get('new') ?? '')];
    change.mutate({ currentPassword, newPassword }, { onSuccess: () => form.reset() });
  };
  return (
    <form onSubmit={submit} className="card max-w-sm space-y-4 p-4" aria-label="Password">
      {/* Tells password managers whose password it is. */}
      <input type="hidden" name="username" autoComplete="username" value={me.data?.email ?? ''} readOnly />
      <label className="block space-y-1 text-sm">
        <span>Current password</span>
        <input name="current" type="password" autoComplete="current-password" required className="field" />
      </label>
      <label className="block space-y-1 text-sm">
        <span>New password (8 characters or more)</span>
        <input name="new" type="password" autoComplete="new-password" minLength={8} required className="field" />
      </label>
      <button type="submit" className="button" disabled={change.isPending}>
        Change password
      </button>
      <p role="status" className="quiet text-sm">
        {change.isSuccess
          ? 'Password changed. You’re signed out everywhere else.'
          : 'This signs you out everywhere else.'}
      </p>
      {change.error && (
        <p role="alert" className="text-sm text-red-800 dark:text-red-300">
          {change.error.message}
        </p>
      )}
    </form>
  );
}
