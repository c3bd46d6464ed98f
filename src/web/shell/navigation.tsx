import { Link } from '@tanstack/react-router';
import {
  Building2,
  ChartColumn,
  type LucideIcon,
  MessagesSquare,
  Phone,
  Plug,
  Search,
  Settings,
  Users,
} from 'lucide-react';
import type { useMe } from '../me.ts';
import { AccountMenu } from './account-menu.tsx';
import { Conversations } from './conversations.tsx';

type Me = NonNullable<ReturnType<typeof useMe>['data']>;

const PAGES: { to: string; name: string; icon: LucideIcon; isOfAdmins?: boolean }[] = [
  { to: '/', name: 'Ask', icon: MessagesSquare },
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
        {PAGES.filter((page) => !page.isOfAdmins || me.role === 'admin').map(({ to, name, icon: Icon }) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/', includeSearch: false }}
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

export function Logo({ className = '' }: { className?: string }) {
  return (
    <Link to="/" className={`flex items-center gap-2 font-semibold tracking-tight ${className}`}>
      <img src="/favicon.svg" alt="" className="size-6" />
      Colloquy
    </Link>
  );
}
