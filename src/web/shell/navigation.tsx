import { Link, useNavigate } from '@tanstack/react-router';
import { Building2, ChartColumn, type LucideIcon, Phone, Plug, Search, Settings, SquarePen, Users } from 'lucide-react';
import { useEffect } from 'react';
import type { useMe } from '../me.ts';
import { AccountMenu } from './account-menu.tsx';
import { Conversations } from './conversations.tsx';

type Me = NonNullable<ReturnType<typeof useMe>['data']>;

const PAGES: { to: string; name: string; icon: LucideIcon; isOfAdmins?: boolean }[] = [
  { to: '/search', name: 'Search', icon: Search },
  { to: '/calls', name: 'Calls', icon: Phone },
  { to: '/accounts', name: 'Accounts', icon: Building2 },
  { to: '/people', name: 'People', icon: Users },
  { to: '/reports', name: 'Reports', icon: ChartColumn },
  { to: '/integrations', name: 'Integrations', icon: Plug, isOfAdmins: true },
  { to: '/settings', name: 'Settings', icon: Settings },
];

/** Links to the screens, past conversations, and the signed-in member. */
export function Navigation({ me }: { me: Me }) {
  return (
    <div className="flex h-full flex-col">
      <Logo className="px-4 pt-4 pb-2" />
      <nav aria-label="Pages" className="px-2">
        <NewQuestion />
        {PAGES.filter((page) => !page.isOfAdmins || me.role === 'admin').map(({ to, name, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ includeSearch: false }}
            className="flex items-center gap-3 rounded-lg px-3 py-2 text-sm text-stone-700 hover:bg-stone-100 data-[status=active]:bg-teal-50 data-[status=active]:font-medium data-[status=active]:text-teal-900 dark:text-stone-300 dark:hover:bg-stone-800 dark:data-[status=active]:bg-teal-950 dark:data-[status=active]:text-teal-100"
          >
            <Icon aria-hidden className="size-4.5" />
            {name}
          </Link>
        ))}
      </nav>
      <Conversations />
      <AccountMenu me={me} />
    </div>
  );
}

/** A Mac writes ⌘, other keyboards Ctrl. */
const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Begins a new conversation, from every screen. */
function NewQuestion() {
  return (
    <Link
      to="/"
      search={{}}
      aria-keyshortcuts="Meta+K Control+K"
      className="mb-1 flex items-center gap-3 rounded-lg border border-stone-300 px-3 py-2 text-sm font-medium hover:border-teal-600 hover:text-teal-800 dark:border-stone-700 dark:hover:border-teal-400 dark:hover:text-teal-200"
    >
      <SquarePen aria-hidden className="size-4.5" />
      <span className="grow">New question</span>
      <kbd aria-hidden className="quiet font-sans text-xs max-lg:hidden">
        {IS_MAC ? '⌘K' : 'Ctrl K'}
      </kbd>
    </Link>
  );
}

/** ⌘K, or Ctrl+K, begins a new question, wherever the focus is. */
export function useNewQuestionKey(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      navigate({ to: '/', search: {} }).then(() => document.querySelector<HTMLElement>('[data-question]')?.focus());
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [navigate]);
}

export function Logo({ className = '' }: { className?: string }) {
  return (
    <Link to="/" className={`flex items-center gap-2 font-semibold tracking-tight ${className}`}>
      <img src="/favicon.svg" alt="" className="size-6" />
      Colloquy
    </Link>
  );
}
