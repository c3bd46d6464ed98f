import { createHash } from 'node:crypto';
import { checkAdmin } from '../access/check-admin.ts';
import { AppError } from '../errors.ts';
import type { GongOAuth } from '../gong/gong-oauth.ts';
import type { Db } from '../store/db.ts';
import { saveAuthorization } from '../store/gong-authorizations-store.ts';
import type { Secrets } from '../store/secrets.ts';
import type { Viewer } from '../viewer.ts';

type Deps = { db: Db; secrets: Secrets; oauth: GongOAuth | null; now: () => Date };

/**
 * Begins a browser connection; answers the address of Gong's consent page for the admin.
 * @throws AppError `forbidden`, `not_configured`.
 */
export async function beginConnect(
  { db, secrets, oauth: configured, now }: Deps,
  viewer: Viewer,
  redirectUri: string,
): Promise<string> {
  checkAdmin(viewer);
  const oauth = checkOAuth(configured);
  const [state, codeVerifier] = [oauth.makeState(), oauth.makeVerifier()];
  const { organizationId, memberId } = viewer;
  const begun = { organizationId, memberId, codeVerifier, redirectUri, createdAt: now() };
  await saveAuthorization(db, secrets, { stateHash: hashOfState(state), ...begun });
  return oauth.authorizeUrl({ state, codeVerifier, redirectUri });
}

/** @throws AppError `not_configured`. */
export function checkOAuth(oauth: GongOAuth | null): GongOAuth {
  if (oauth) return oauth;
  throw new AppError(
    'not_configured',
    'Connecting in the browser needs an OAuth app of Gong: set GONG_CLIENT_ID and GONG_CLIENT_SECRET and restart, or connect with an access key.',
  );
}

export const hashOfState = (state: string): string => createHash('sha256').update(state).digest('base64url');
