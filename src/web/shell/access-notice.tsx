import type { useMe } from '../me.ts';

type Access = NonNullable<ReturnType<typeof useMe>['data']>['access'];

const NOTICES: Partial<Record<Access['reads'], string>> = {
  none: 'You don’t have access to any calls yet. Ask an admin to give you access in Settings → Access.',
  unknown:
    'Calls are hidden because Gong hasn’t confirmed who can see what for over a day. They come back once Gong can be reached.',
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
