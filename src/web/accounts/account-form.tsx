import type { FormEvent } from 'react';
import { formValues } from '../ui/form-values.ts';
import type { Account } from './use-accounts.ts';

export type AccountFields = Pick<Account, 'name' | 'domains' | 'aliases' | 'ownerEmail'>;

type Props = {
  account?: Account;
  error: Error | null;
  isBusy: boolean;
  action: string;
  onSubmit: (fields: AccountFields) => void;
};

/** The fields of an account for an admin to fill in. */
export function AccountForm({ account, error, isBusy, action, onSubmit }: Props) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text, list } = formValues(event.currentTarget);
    onSubmit({
      name: text('name'),
      domains: list('domains'),
      aliases: list('aliases'),
      ownerEmail: text('owner') || null,
    });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <Field name="name" label="Name" value={account?.name} isRequired />
      <Field
        name="domains"
        label="Domains, separated by commas"
        value={account?.domains.join(', ')}
        hint="Whoever has an address there is theirs. Past calls are matched anew."
      />
      <Field
        name="aliases"
        label="Other names, separated by commas"
        value={account?.aliases.join(', ')}
        hint="By which it may be mentioned in a question."
      />
      <Field name="owner" label="Owner’s email" value={account?.ownerEmail ?? ''} />
      {error && (
        <p role="alert" className="text-sm text-red-800 dark:text-red-300">
          {error.message}
        </p>
      )}
      <button type="submit" className="button" disabled={isBusy}>
        {action}
      </button>
    </form>
  );
}

function Field({
  name,
  label,
  value = '',
  hint,
  isRequired = false,
}: {
  name: string;
  label: string;
  value?: string | undefined;
  hint?: string;
  isRequired?: boolean;
}) {
  return (
    <label className="block space-y-1 text-sm">
      <span>{label}</span>
      <input name={name} className="field" defaultValue={value} required={isRequired} />
      {hint && <span className="quiet block text-xs">{hint}</span>}
    </label>
  );
}
