import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronsUpDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { useMe } from '../me.ts';

type Me = NonNullable<ReturnType<typeof useMe>['data']>;

const post = (path: string, body: Record<string, unknown>) =>
  fetch(`/api/auth${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Makes an organization the active one for every later request. */
export const chooseOrganization = (organizationId: string) => post('/organization/set-active', { organizationId });

/** The signed-in member, a choice of organization, and the way out. */
export function AccountMenu({ me }: { me: Me }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const signOut = async () => {
    await post('/sign-out', {});
    queries.clear();
    navigate({ to: '/sign-in' });
  };
  const choose = async (id: string) => {
    if (id === me.organization.id) return;
    await chooseOrganization(id);
    // Everything on screen belongs to the former organization: load the page anew.
    window.location.assign('/');
  };
  const item =
    'flex cursor-pointer items-center gap-2 rounded-lg px-3 py-2 text-sm outline-none data-[highlighted]:bg-stone-100 dark:data-[highlighted]:bg-stone-800';
  return (
    <div className="border-t border-stone-200 p-2 dark:border-stone-800">
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className="flex w-full cursor-pointer items-center gap-2 rounded-lg px-3 py-2 text-left text-sm hover:bg-stone-100 dark:hover:bg-stone-800">
          <span className="min-w-0 grow">
            <span className="block truncate font-medium">{me.name}</span>
            <span className="quiet block truncate text-xs">{me.organization.name}</span>
          </span>
          <ChevronsUpDown aria-hidden className="quiet size-4" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            side="top"
            align="start"
            className="card z-50 w-60 p-1 text-stone-900 shadow-lg dark:text-stone-100"
          >
            {me.organizations.length > 1 && (
              <>
                <DropdownMenu.Label className="quiet px-3 py-1 text-xs">Organization</DropdownMenu.Label>
                {me.organizations.map((organization) => (
                  <DropdownMenu.Item key={organization.id} className={item} onSelect={() => choose(organization.id)}>
                    <span className="min-w-0 grow truncate">{organization.name}</span>
                    {organization.id === me.organization.id && <Check aria-label="shown now" className="size-4" />}
                  </DropdownMenu.Item>
                ))}
                <DropdownMenu.Separator className="my-1 h-px bg-stone-200 dark:bg-stone-800" />
              </>
            )}
            <DropdownMenu.Item
              className={item}
              onSelect={() => navigate({ to: '/settings', search: { part: 'password' } })}
            >
              Change password
            </DropdownMenu.Item>
            <DropdownMenu.Item className={item} asChild>
              <a href="/docs">API reference</a>
            </DropdownMenu.Item>
            <DropdownMenu.Item className={item} onSelect={signOut}>
              Sign out
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}
