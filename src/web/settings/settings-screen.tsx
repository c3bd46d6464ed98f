import { useNavigate, useSearch } from '@tanstack/react-router';
import { useIsAdmin } from '../me.ts';
import { PageHead } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { AccessSettings } from './access-settings.tsx';
import { ApiKeys } from './api-keys.tsx';
import { Cases } from './cases.tsx';
import { Members } from './members.tsx';
import { ModelSettings } from './model-settings.tsx';
import { OrganizationSettings } from './organization-settings.tsx';
import { PasswordSettings } from './password-settings.tsx';
import { SharedLinks } from './shared-links.tsx';
import { Trackers } from './trackers.tsx';
import { Usage } from './usage.tsx';

/** The organization's settings for admins, and for every member their own API keys, shared links and password. */
export function SettingsScreen() {
  const isAdmin = useIsAdmin();
  const { part: asked } = useSearch({ from: '/settings' });
  const navigate = useNavigate({ from: '/settings' });
  const first = isAdmin ? 'organization' : 'keys';
  const part = isAdmin || asked === 'password' || asked === 'links' ? (asked ?? first) : 'keys';
  return (
    <>
      <PageHead title="Settings" />
      <Tabs
        label="Settings"
        value={part}
        onChange={(next) => navigate({ search: next === first ? {} : { part: next }, replace: true })}
        tabs={[
          ...(isAdmin
            ? [
                { name: 'organization' as const, label: 'Organization', content: () => <OrganizationSettings /> },
                { name: 'members' as const, label: 'Members', content: () => <Members /> },
                { name: 'access' as const, label: 'Access', content: () => <AccessSettings /> },
                { name: 'trackers' as const, label: 'Topics', content: () => <Trackers /> },
                { name: 'model' as const, label: 'Model', content: () => <ModelSettings /> },
                { name: 'cases' as const, label: 'Cases', content: () => <Cases /> },
                { name: 'usage' as const, label: 'Usage', content: () => <Usage /> },
              ]
            : []),
          { name: 'keys' as const, label: 'API keys', content: () => <ApiKeys /> },
          { name: 'links' as const, label: 'Shared links', content: () => <SharedLinks /> },
          { name: 'password' as const, label: 'Password', content: () => <PasswordSettings /> },
        ]}
      />
    </>
  );
}
