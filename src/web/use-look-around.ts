import { api } from './api-client.ts';
import { chooseOrganization } from './shell/account-menu.tsx';
import { useChange } from './use-change.ts';

/** Adds the demo company's calls as a separate organization, and switches there. */
export function useLookAround() {
  const demo = useChange(() => api.demo.$post());
  const lookAround = async () => {
    const { organizationId } = await demo.mutateAsync();
    await chooseOrganization(organizationId);
    window.location.assign('/');
  };
  // Callers read the failure from `error`.
  return { isBusy: demo.isPending, error: demo.error, lookAround: () => lookAround().catch(() => {}) };
}
