import { useState } from 'react';
import { useAccounts } from './use-accounts.ts';

type Props = {
  label: string;
  isBusy: boolean;
  except?: string;
  onChoose: (account: { id: string; name: string }) => void;
};

const MOST_SHOWN = 4;

/** Finds an account by part of a name, alias or domain; the accounts with the latest calls are one click away. */
export function AccountPicker({ label, isBusy, except, onChoose }: Props) {
  const [words, setWords] = useState('');
  const accounts = useAccounts(words, 'active');
  return (
    <span className="flex flex-wrap items-center gap-2">
      <input
        type="search"
        aria-label={label}
        placeholder="Account name or domain"
        className="field w-60 py-1.5"
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {accounts.data
        ?.filter(({ id }) => id !== except)
        .slice(0, MOST_SHOWN)
        .map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className="button-quiet"
            disabled={isBusy}
            onClick={() => onChoose({ id, name })}
          >
            {name}
          </button>
        ))}
      {accounts.data?.length === 0 && <span className="quiet">No accounts match.</span>}
    </span>
  );
}
