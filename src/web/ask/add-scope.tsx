import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import type { AnswerPlan } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';
import { dayIn, daysAfter, SIDE_NAMES, startOfDay } from '../format.ts';
import { useTimeZone } from '../me.ts';

type Props = { plan: AnswerPlan; onEdit: (change: Partial<AnswerPlan>) => void };
type Named = { id: string; name: string };

/** Narrows the question: another account or person, dates, whose words count. */
export function AddScope({ plan, onEdit }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const timeZone = useTimeZone();
  const { data } = useQuery({
    queryKey: ['scope', words],
    enabled: isOpen,
    placeholderData: (before) => before,
    queryFn: async () => {
      const query = { query: words, limit: '6' };
      const [{ accounts }, { people }] = await Promise.all([
        read(api.accounts.$get({ query })),
        words ? read(api.people.$get({ query })) : { people: [] },
      ]);
      return { accounts, people };
    },
  });
  const change = (edit: Partial<AnswerPlan>) => {
    setOpen(false);
    setWords('');
    onEdit(edit);
  };
  const withOne = (list: Named[], { id, name }: Named) => [...list.filter((one) => one.id !== id), { id, name }];
  const first = plan.from ? dayIn(plan.from, timeZone) : '';
  const last = plan.to ? dayIn(new Date(Date.parse(plan.to) - 1), timeZone) : '';
  const setDates = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [String(form.get('from') ?? ''), String(form.get('to') ?? '')];
    // Unchanged, "last quarter" stays what it is called.
    if (from === first && to === last) return setOpen(false);
    change({
      from: from ? startOfDay(from, timeZone) : null,
      to: to ? startOfDay(daysAfter(to, 1), timeZone) : null,
      when: null,
      ranges: [],
    });
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className="chip cursor-pointer hover:bg-stone-300 dark:hover:bg-stone-700">
        <Plus aria-hidden className="size-3.5" />
        Narrow
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={12}
          aria-label="Narrow what is asked"
          className="card z-40 w-80 max-w-[90vw] space-y-4 p-4 text-stone-900 shadow-lg dark:text-stone-100"
        >
          <div>
            <label className="block space-y-1 text-sm">
              <span>Account or person</span>
              <input
                type="search"
                className="field py-1.5"
                value={words}
                onChange={(event) => setWords(event.target.value)}
              />
            </label>
            <ul className="mt-1 max-h-40 overflow-auto">
              {data?.accounts.map((account) => (
                <li key={account.id}>
                  <Choice name={account.name} onChoose={() => change({ accounts: withOne(plan.accounts, account) })} />
                </li>
              ))}
              {data?.people.map((person) => (
                <li key={person.id}>
                  <Choice name={person.name} onChoose={() => change({ people: withOne(plan.people, person) })} />
                </li>
              ))}
            </ul>
          </div>
          <form onSubmit={setDates} className="flex items-end gap-2 text-sm">
            <label className="min-w-0 space-y-1">
              <span>From</span>
              <input name="from" type="date" className="field px-2 py-1.5" defaultValue={first} />
            </label>
            <label className="min-w-0 space-y-1">
              <span>To (inclusive)</span>
              <input name="to" type="date" className="field px-2 py-1.5" defaultValue={last} />
            </label>
            <button type="submit" className="button-quiet">
              Set
            </button>
          </form>
          <fieldset className="text-sm">
            <legend>Said by</legend>
            <div className="mt-1 flex gap-2">
              {(['us', 'customer'] as const).map((side) => (
                <button
                  key={side}
                  type="button"
                  className="button-quiet"
                  aria-pressed={plan.side === side}
                  onClick={() => change({ side })}
                >
                  {SIDE_NAMES[side]}
                </button>
              ))}
            </div>
          </fieldset>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const Choice = ({ name, onChoose }: { name: string; onChoose: () => void }) => (
  <button
    type="button"
    className="w-full cursor-pointer truncate rounded-lg px-3 py-1.5 text-left text-sm hover:bg-stone-100 dark:hover:bg-stone-800"
    onClick={onChoose}
  >
    {name}
  </button>
);
