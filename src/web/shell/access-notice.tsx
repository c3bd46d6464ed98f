import type { useMe } from '../me.ts';

type Access = NonNullable<ReturnType<typeof useMe>['data']>['access'];

const NOTICES: Partial<Record<Access['reads'], string>> = {
  none: 'You may read no calls yet. An admin of your organization decides who reads which calls, under Settings, Access.',
  unknown:
    'Your organization shows calls as Gong does, and Gong could not be asked for longer than a day. No call is shown until it can.',
};

/** Says on every page why there are no calls. */
export function AccessNotice({ access }: { access: Access }) {
  const notice = NOTICES[access.reads];
  if (!notice) return null;
  return (
    <p role="status" className="card mb-4 p-4 text-sm">
      {notice}
    </p>
  );
}
