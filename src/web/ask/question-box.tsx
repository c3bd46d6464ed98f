import { useQuery } from '@tanstack/react-query';
import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { api, failureOf } from '../api-client.ts';
import { counted } from '../format.ts';

type Props = {
  isBusy: boolean;
  label?: string;
  placeholder?: string;
  /** Where completions are shown: below the box, or above one at the foot of the page. */
  isBelow?: boolean;
  /** Whether the page is there for it, and the keyboard with it. */
  isFirst?: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
};
/** `names`: everything the server may have matched (names, aliases, domains, address), in lower case. */
type Option = { id: string; name: string; detail: string; names: string };

const LONGEST_MENTION = 40;

/** The mention being written before the cursor: where the mention starts, and the words after the `@`. */
function mentionAt(text: string, cursor: number): { start: number; words: string } | null {
  const match = /(?:^|[\s(])@([^@\n"]*)$/.exec(text.slice(0, cursor));
  if (match?.[1] === undefined || match[1].length > LONGEST_MENTION) return null;
  return { start: cursor - match[1].length - 1, words: match[1] };
}

/**
 * The question in one line, which grows, with completion of accounts and people after an `@`. Enter asks, Shift+Enter
 * makes a new line.
 */
export function QuestionBox({
  isBusy,
  label = 'Your question',
  placeholder = 'Ask about your calls. Type @ for an account or a person.',
  isBelow = true,
  isFirst = false,
  onAsk,
  onStop,
}: Props) {
  const [text, setText] = useState('');
  const [cursor, setCursor] = useState(0);
  const [active, setActive] = useState(0);
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // A touch screen would show its keyboard over the page.
    if (isFirst && window.matchMedia('(pointer: fine)').matches) box.current?.focus({ preventScroll: true });
  }, [isFirst]);
  const listId = useId();

  const mention = mentionAt(text, cursor);
  const options = useMentionOptions(mention && closedAt !== text ? mention.words : null);
  const isOpen = mention !== null && closedAt !== text && options.length > 0;

  const choose = (option: Option) => {
    if (!mention) return;
    const before = `${text.slice(0, mention.start)}@${option.name} `;
    const next = before + text.slice(cursor).replace(/^\s+/, '');
    setText(next);
    setClosedAt(next);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(before.length, before.length);
      setCursor(before.length);
    });
  };

  const submit = () => {
    if (text.trim() === '' || isBusy) return;
    onAsk(text.trim());
    setText('');
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setActive((now) => (now + (event.key === 'ArrowDown' ? 1 : options.length - 1)) % options.length);
    } else if (isOpen && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      const option = options[active] ?? options[0];
      if (option) choose(option);
    } else if (isOpen && event.key === 'Escape') {
      setClosedAt(text);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit();
    }
  };

  return (
    <form
      className="card relative flex items-end gap-2 rounded-2xl p-2 shadow-sm focus-within:border-teal-600 dark:focus-within:border-teal-400"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {/* The copy behind the words gives the box their height. */}
      <div className="grid max-h-[40dvh] min-w-0 grow overflow-y-auto text-lg">
        <div aria-hidden className="invisible px-2 py-1 whitespace-pre-wrap wrap-anywhere [grid-area:1/1]">
          {text}{' '}
        </div>
        <textarea
          ref={box}
          data-question
          value={text}
          rows={1}
          maxLength={4000}
          aria-label={label}
          placeholder={placeholder}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={isOpen ? `${listId}-${active}` : undefined}
          className="w-full resize-none overflow-hidden bg-transparent px-2 py-1 [grid-area:1/1] wrap-anywhere placeholder:truncate placeholder:text-stone-500 focus-visible:outline-none dark:placeholder:text-stone-400"
          onChange={(event) => {
            setText(event.target.value);
            setCursor(event.target.selectionStart);
            setActive(0);
          }}
          onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="Accounts and people"
        hidden={!isOpen}
        className={`card absolute inset-x-2 z-10 max-h-72 overflow-auto p-1 shadow-lg ${isBelow ? 'top-full mt-1' : 'bottom-full mb-1'}`}
      >
        {options.map((option, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the textarea handles the keys of this list
          <div
            key={option.id}
            id={`${listId}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
            className={`flex cursor-pointer items-baseline justify-between gap-4 rounded-lg px-3 py-2 ${at === active ? 'bg-teal-100 dark:bg-teal-900' : ''}`}
          >
            <span>{option.name}</span>
            <span className="quiet text-sm">{option.detail}</span>
          </div>
        ))}
      </div>
      {isBusy ? (
        <button type="button" className="send" aria-label="Stop" title="Stop" onClick={onStop}>
          <Square aria-hidden className="size-4 fill-current" />
        </button>
      ) : (
        <button type="submit" className="send" aria-label="Ask" title="Ask (Enter)" disabled={text.trim() === ''}>
          <ArrowUp aria-hidden className="size-5" />
        </button>
      )}
    </form>
  );
}

function useMentionOptions(words: string | null): Option[] {
  const { data } = useQuery({
    queryKey: ['mentions', words],
    enabled: words !== null,
    placeholderData: (before) => before,
    queryFn: async (): Promise<Option[]> => {
      const query = { query: words ?? '', limit: '6' };
      const [accounts, people] = await Promise.all([
        api.accounts.$get({ query }),
        words ? api.people.$get({ query }) : null,
      ]);
      if (accounts.status !== 200) throw await failureOf(accounts);
      const found: Option[] = (await accounts.json()).accounts.map(({ id, name, aliases, domains, calls }) => ({
        id,
        name,
        detail: [domains[0], counted(calls, 'call')].filter(Boolean).join(' · '),
        names: [name, ...aliases, ...domains].join(' ').toLowerCase(),
      }));
      if (people?.status === 200) {
        found.push(
          ...(await people.json()).people.map(({ id, name, title, email }) => ({
            id,
            name,
            detail: title ?? email,
            names: `${name} ${email}`.toLowerCase(),
          })),
        );
      }
      return found.slice(0, 8);
    },
  });
  const wanted = (words ?? '').toLowerCase();
  // Earlier options stay in view while the next are fetched. An Enter meant to ask must not choose an option that no
  // longer fits, and a fully written name needs no completion.
  const fitting = (data ?? []).filter((option) => option.names.includes(wanted));
  const isWrittenOut = fitting.some((option) => option.name.toLowerCase() === wanted);
  return words === null || isWrittenOut ? [] : fitting;
}
