import { api } from './api-client.ts';
import { chooseOrganization } from './shell/account-menu.tsx';
import { useChange } from './use-change.ts';

/** Adds the invented company's calls as an organization of its own, and changes to it. */
export function useLookAround() {
  const demo = useChange(() => api.demo.$post());
  const lookAround = async () => {
    const { organizationId } = await demo.mutateAsync();
    await chooseOrganization(organizationId);
    window.location.assign('/');
  };
  // What went wrong stands in `error`.
  return { isBusy: demo.isPending, error: demo.error, lookAround: () => lookAround().catch(() => {}) };
}
