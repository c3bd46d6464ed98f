import { type FormEvent, useState } from 'react';
import type { AccessRule } from '../../http/api-types.ts';
import { AccountPicker } from '../accounts/account-picker.tsx';
import { counted } from '../format.ts';
import { Chip } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formValues } from '../ui/form-values.ts';
import { useMembers } from './use-members.ts';

type Rules = readonly AccessRule[];
type Props = { rules: Rules; isBusy: boolean; onChange: (rules: (Omit<AccessRule, 'id'> & { id?: string })[]) => void };

/** Rules that open or close accounts to members, or to everybody but these. */
export function AccessRules({ rules, isBusy, onChange }: Props) {
  const [isAdding, setAdding] = useState(false);
  return (
    <section className="card space-y-3 p-6" aria-label="Rules for accounts">
      <div className="flex items-center gap-3">
        <h2 className="grow font-medium">Rules for accounts</h2>
        <button type="button" className="button" onClick={() => setAdding(true)}>
          Add rule
        </button>
      </div>
      <p className="quiet text-sm">
        Rules apply on top of the setting above. If two conflict, the one that closes wins.
      </p>
      <ul className="space-y-2 text-sm" aria-label="Rules">
        {rules.map((rule) => (
          <li key={rule.id} className="flex flex-wrap items-center gap-2">
            <span className="grow">
              <span className="font-medium">{rule.name}</span>{' '}
              <span className="quiet">
                {rule.effect === 'open' ? 'opens' : 'closes'} {counted(rule.accountIds.length, 'account')} to{' '}
                {rule.to === 'members' ? '' : 'everyone except '}
                {counted(rule.memberIds.length, 'member')}
              </span>
            </span>
            <button
              type="button"
              className="button-quiet"
              aria-label={`Delete ${rule.name}`}
              disabled={isBusy}
              onClick={() =>
                window.confirm(`Delete the rule “${rule.name}”?`) && onChange(rules.filter(({ id }) => id !== rule.id))
              }
            >
              Delete
            </button>
          </li>
        ))}
      </ul>
      <Dialog isOpen={isAdding} onClose={() => setAdding(false)} title="Add rule">
        <RuleForm
          isBusy={isBusy}
          onDone={(rule) => {
            onChange([...rules, rule]);
            setAdding(false);
          }}
        />
      </Dialog>
    </section>
  );
}

function RuleForm({ isBusy, onDone }: { isBusy: boolean; onDone: (rule: Omit<AccessRule, 'id'>) => void }) {
  const members = useMembers();
  const [accounts, setAccounts] = useState<{ id: string; name: string }[]>([]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { text, isChecked } = formValues(event.currentTarget);
    onDone({
      name: text('name'),
      effect: text('effect') === 'open' ? 'open' : 'close',
      to: text('to') === 'others' ? 'others' : 'members',
      accountIds: accounts.map(({ id }) => id),
      memberIds: (members.data ?? []).filter(({ id }) => isChecked(id)).map(({ id }) => id),
    });
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <label className="block space-y-1 text-sm">
        <span>Name</span>
        <input name="name" required maxLength={100} className="field" />
      </label>
      <label className="block space-y-1 text-sm">
        <span>Effect</span>
        <select name="effect" className="field">
          <option value="close">Close these accounts’ calls</option>
          <option value="open">Open these accounts’ calls</option>
        </select>
      </label>
      <div className="space-y-2 text-sm">
        <div className="flex flex-wrap gap-2">
          {accounts.map(({ id, name }) => (
            <Chip
              key={id}
              label="Account"
              value={name}
              onRemove={() => setAccounts(accounts.filter((one) => one.id !== id))}
            />
          ))}
        </div>
        <AccountPicker
          label="Account for this rule"
          isBusy={false}
          onChoose={(account) => setAccounts([...accounts.filter(({ id }) => id !== account.id), account])}
        />
      </div>
      <label className="block space-y-1 text-sm">
        <span>To</span>
        <select name="to" className="field">
          <option value="members">Selected members</option>
          <option value="others">Everyone except selected members</option>
        </select>
      </label>
      <fieldset className="max-h-60 space-y-1 overflow-y-auto text-sm">
        <legend className="sr-only">Members</legend>
        {members.data?.map(({ id, name, email }) => (
          <label key={id} className="flex gap-2">
            <input type="checkbox" name={id} />
            <span>
              {name} <span className="quiet">{email}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <button type="submit" className="button" disabled={isBusy || accounts.length === 0}>
        Add
      </button>
    </form>
  );
}
