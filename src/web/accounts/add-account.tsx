import { useState } from 'react';
import { api } from '../api-client.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useChange } from '../use-change.ts';
import { type AccountFields, AccountForm } from './account-form.tsx';
import { ACCOUNTS_KEY } from './use-accounts.ts';

export function AddAccount() {
  const [isOpen, setOpen] = useState(false);
  const add = useChange((json: AccountFields) => api.accounts.$post({ json }), [ACCOUNTS_KEY, ['engagement']]);
  return (
    <>
      <button type="button" className="button-quiet" onClick={() => setOpen(true)}>
        Add account
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Add account">
        <AccountForm
          action="Add"
          error={add.error}
          isBusy={add.isPending}
          onSubmit={(fields) => add.mutate(fields, { onSuccess: () => setOpen(false) })}
        />
      </Dialog>
    </>
  );
}
