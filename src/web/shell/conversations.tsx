import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type FormEvent, useState } from 'react';
import type { Conversation } from '../../http/api-types.ts';
import { api, read } from '../api-client.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useChange } from '../use-change.ts';

const KEY = ['conversations'];
type Named = Pick<Conversation, 'id' | 'title'>;

/** The member's own conversations, newest first, to continue, rename or delete. */
export function Conversations() {
  const { data } = useQuery({ queryKey: KEY, queryFn: () => read(api.conversations.$get()) });
  const open = useSearch({ strict: false, select: (search) => (search as { c?: string }).c });
  const [renamed, setRenamed] = useState<Named | null>(null);
  const navigate = useNavigate();
  const remove = useChange(
    (id: string) => api.conversations[':conversationId'].$delete({ param: { conversationId: id } }),
    [KEY],
  );
  const rename = useChange(
    ({ id, title }: Named) =>
      api.conversations[':conversationId'].$patch({ param: { conversationId: id }, json: { title } }),
    [KEY],
  );
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const title = String(new FormData(event.currentTarget).get('title') ?? '').trim();
    if (renamed && title) await rename.mutateAsync({ ...renamed, title });
    setRenamed(null);
  };
  const item =
    'cursor-pointer rounded-lg px-3 py-1.5 text-sm outline-none data-[highlighted]:bg-stone-100 dark:data-[highlighted]:bg-stone-800';
  return (
    <section aria-label="Conversations" className="mt-4 flex min-h-0 grow flex-col px-2">
      <h2 className="quiet px-3 pb-1 text-xs">Conversations</h2>
      {data?.conversations.length === 0 && <p className="quiet px-3 text-xs">What you ask is kept here.</p>}
      <ul className="min-h-0 grow overflow-y-auto">
        {data?.conversations.map((conversation) => (
          <li key={conversation.id} className="group relative">
            <Link
              to="/"
              search={{ c: conversation.id }}
              aria-current={open === conversation.id ? 'page' : undefined}
              className={`block truncate rounded-lg py-1.5 pr-8 pl-3 text-sm hover:bg-stone-100 dark:hover:bg-stone-800 ${open === conversation.id ? 'bg-stone-100 dark:bg-stone-800' : ''}`}
            >
              {conversation.title}
            </Link>
            <DropdownMenu.Root>
              <DropdownMenu.Trigger
                aria-label={`Change “${conversation.title}”`}
                className="icon-button absolute top-0.5 right-0.5 size-7 opacity-0 group-hover:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-coarse:opacity-100"
              >
                <Ellipsis aria-hidden className="size-4" />
              </DropdownMenu.Trigger>
              <DropdownMenu.Portal>
                <DropdownMenu.Content className="card z-50 p-1 text-stone-900 shadow-lg dark:text-stone-100">
                  <DropdownMenu.Item className={item} onSelect={() => setRenamed(conversation)}>
                    Rename…
                  </DropdownMenu.Item>
                  <DropdownMenu.Item
                    className={item}
                    onSelect={() =>
                      remove.mutate(conversation.id, {
                        onSuccess: () => open === conversation.id && navigate({ to: '/', search: {} }),
                      })
                    }
                  >
                    Delete
                  </DropdownMenu.Item>
                </DropdownMenu.Content>
              </DropdownMenu.Portal>
            </DropdownMenu.Root>
          </li>
        ))}
      </ul>
      <Dialog isOpen={renamed !== null} onClose={() => setRenamed(null)} title="Rename the conversation">
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
