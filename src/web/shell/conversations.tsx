import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Ellipsis, Search } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type FormEvent, useDeferredValue, useState } from 'react';
import type { Conversation } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';
import { dayIn, daysAfter, formatShort } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useChange } from '../use-change.ts';
import { leave, useLeaving } from './leaving.ts';

const KEY = ['conversations'];
/** With fewer, all are in view. */
const FEW = 8;
type Named = Pick<Conversation, 'id' | 'title'>;
type Listed = { conversations: (Named & { createdAt: string })[] };

/** The member's own conversations by day, newest first, to find, continue, rename or delete. */
export function Conversations() {
  const [words, setWords] = useState('');
  const query = useDeferredValue(words.trim());
  const { data } = useQuery({
    queryKey: [...KEY, query],
    queryFn: () => read(api.conversations.$get({ query: { query } })),
    placeholderData: (before) => before,
  });
  const queries = useQueryClient();
  const timeZone = useTimeZone();
  const open = useSearch({ strict: false, select: (search) => (search as { c?: string }).c });
  const [renamed, setRenamed] = useState<Named | null>(null);
  const leaving = useLeaving();
  const navigate = useNavigate();
  const rename = useChange(
    ({ id, title }: Named) =>
      api.conversations[':conversationId'].$patch({ param: { conversationId: id }, json: { title } }),
    [KEY],
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const title = String(new FormData(event.currentTarget).get('title') ?? '').trim();
    setRenamed(null);
    if (!renamed || !title) return;
    // Shown at once; what the server says is read afterwards.
    queries.setQueriesData<Listed>({ queryKey: KEY }, (before) =>
      before
        ? { conversations: before.conversations.map((one) => (one.id === renamed.id ? { ...one, title } : one)) }
        : undefined,
    );
    rename.mutate({ ...renamed, title });
  };
  const remove = ({ id }: Named) => {
    leave(id, {
      text: 'Conversation deleted',
      remove: async () => {
        const param = { conversationId: id };
        await read(api.conversations[':conversationId'].$delete({ param }, { init: { keepalive: true } }));
        await queries.invalidateQueries({ queryKey: KEY });
      },
    });
    if (open === id) navigate({ to: '/', search: {} });
  };
  const rows = (data?.conversations ?? []).filter(({ id }) => !leaving.has(id));
  const today = dayIn(new Date(), timeZone);
  const days = [...Map.groupBy(rows, ({ createdAt }) => groupOf(dayIn(createdAt, timeZone), today))];
  const isFindable = words !== '' || rows.length > FEW;
  return (
    <section aria-label="Conversations" className="mt-3 flex min-h-0 grow flex-col px-2">
      {isFindable && (
        <label className="relative mb-1 block">
          <Search aria-hidden className="quiet pointer-events-none absolute top-2 left-3 size-3.5" />
          <input
            type="search"
            aria-label="Search conversations"
            placeholder="Search conversations"
            className="w-full rounded-lg bg-transparent py-1 pr-2 pl-8 text-sm placeholder:text-stone-500 hover:bg-stone-100 dark:placeholder:text-stone-400 dark:hover:bg-stone-800"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </label>
      )}
      {data && rows.length === 0 && (
        <p className="quiet px-3 text-xs">
          {words === '' ? 'Your conversations appear here.' : 'No conversations match.'}
        </p>
      )}
      <div className="min-h-0 grow overflow-y-auto" tabIndex={rows.length > FEW ? 0 : undefined}>
        {days.map(([name, ofDay]) => (
          <section key={name} aria-label={name} className="mb-3">
            <h2 className="quiet px-3 pb-1 text-xs">{name}</h2>
            <ul>
              {ofDay.map((conversation) => (
                <Row
                  key={conversation.id}
                  conversation={conversation}
                  when={
                    isAlike(conversation, rows)
                      ? formatShort(conversation.createdAt, dayIn(conversation.createdAt, timeZone) === today, timeZone)
                      : null
                  }
                  isOpen={open === conversation.id}
                  onRename={() => setRenamed(conversation)}
                  onRemove={() => remove(conversation)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Dialog isOpen={renamed !== null} onClose={() => setRenamed(null)} title="Rename conversation">
        <form onSubmit={submit} className="space-y-4">
          <label className="block space-y-1 text-sm">
            <span>Name</span>
            <input name="title" className="field" required maxLength={200} defaultValue={renamed?.title} />
          </label>
          <button type="submit" className="button">
            Rename
          </button>
        </form>
      </Dialog>
    </section>
  );
}

type RowProps = {
  conversation: Named;
  /** Tells it from others of the same name. */
  when: string | null;
  isOpen: boolean;
  onRename: () => void;
  onRemove: () => void;
};

function Row({ conversation: { id, title }, when, isOpen, onRename, onRemove }: RowProps) {
  const item =
    'cursor-pointer rounded-lg px-3 py-1.5 text-sm outline-none data-[highlighted]:bg-stone-100 dark:data-[highlighted]:bg-stone-800';
  return (
    <li className="group relative">
      <Link
        to="/"
        search={{ c: id }}
        title={title}
        aria-current={isOpen ? 'page' : undefined}
        className={`flex gap-2 rounded-lg py-1.5 pr-8 pl-3 text-sm hover:bg-stone-100 dark:hover:bg-stone-800 ${isOpen ? 'bg-stone-100 dark:bg-stone-800' : ''}`}
      >
        <span className="min-w-0 truncate">{title}</span>
        {when && <span className="sr-only">, </span>}
        {when && <span className="quiet shrink-0 text-xs leading-5">{when}</span>}
      </Link>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger
          aria-label={`Options for “${title}”`}
          className="icon-button absolute top-0.5 right-0.5 size-7 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
        >
          <Ellipsis aria-hidden className="size-4" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="card z-50 p-1 text-stone-900 shadow-lg dark:text-stone-100">
            <DropdownMenu.Item className={item} onSelect={onRename}>
              Rename…
            </DropdownMenu.Item>
            <DropdownMenu.Item className={item} onSelect={onRemove}>
              Delete
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </li>
  );
}

const isAlike = ({ id, title }: Named, rows: readonly Named[]): boolean =>
  rows.some((other) => other.title === title && other.id !== id);

/** "Today", "Yesterday", "Last 7 days", then the month. */
function groupOf(day: string, today: string): string {
  if (day >= today) return 'Today';
  if (day === daysAfter(today, -1)) return 'Yesterday';
  if (day > daysAfter(today, -8)) return 'Last 7 days';
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(day));
}
