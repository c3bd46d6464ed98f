import { checkAdmin } from '../access/check-admin.ts';
import { AppError } from '../errors.ts';
import { GONG_SCOPES, type GongOAuth, missingScopes } from '../gong/gong-oauth.ts';
import { takeAuthorization } from '../store/gong-authorizations-store.ts';
import type { GongConnection } from '../store/gong-connections-store.ts';
import type { Viewer } from '../viewer.ts';
import { checkOAuth, hashOfState } from './begin-connect.ts';
import { type KeepConnectionDeps, keepConnection } from './keep-connection.ts';
import { purposeOfScope } from './show-connection.ts';
import type { SyncRunner } from './sync-runner.ts';

type Deps = KeepConnectionDeps & { oauth: GongOAuth | null; syncRunner: Pick<SyncRunner, 'takeUp'> };

/** Gong's codes live ten minutes, and so does our record of the connection begun. */
const BEGUN_MINUTES = 10;

/**
 * Finishes a browser connection from Gong's callback: only for the member who began, within minutes, once. The tokens
 * are tried on the company's own host before anything is kept. Data sync stays as before, so off for a new
 * organization.
 * @throws AppError `forbidden`, `invalid_input` for a connection not begun here, `gong_missing_scope`, and the
 * client's.
 */
export async function finishConnect(deps: Deps, viewer: Viewer, callback: URLSearchParams): Promise<GongConnection> {
  checkAdmin(viewer);
  const oauth = checkOAuth(deps.oauth);
  const state = callback.get('state') ?? '';
  const notBefore = new Date(deps.now().getTime() - BEGUN_MINUTES * 60_000);
  const begun = await takeAuthorization(deps.db, deps.secrets, hashOfState(state), notBefore);
  if (begun?.organizationId !== viewer.organizationId || begun.memberId !== viewer.memberId) {
    throw new AppError(
      'invalid_input',
      'This connection was not begun by you here, or it took longer than ten minutes. Begin again with Connect.',
    );
  }
  const { accessToken, refreshToken, expiresAt, scopes, baseUrl } = await oauth.exchangeCode(callback, {
    ...begun,
    state,
  });
  if (!baseUrl)
    throw new AppError(
      'gong_unreadable',
      'Gong connected, but did not say which host serves this company. Begin again.',
    );
  checkScopes(scopes);
  const connection = await keepConnection(
    deps,
    viewer,
    { baseUrl, scopes },
    { kind: 'oauth', accessToken, refreshToken, expiresAt: expiresAt.toISOString() },
    AbortSignal.timeout(60_000),
  );
  await deps.syncRunner.takeUp(viewer.organizationId);
  return connection;
}

/** @throws AppError `gong_missing_scope` without a scope that we need. */
function checkScopes(scopes: string[] | null): void {
  const missing = missingScopes(scopes).filter(
    (scope) => scope in GONG_SCOPES && GONG_SCOPES[scope as keyof typeof GONG_SCOPES].isNeeded,
  );
  if (missing.length === 0) return;
  throw new AppError(
    'gong_missing_scope',
    `Gong did not grant ${missing.map((scope) => `"${scope}" (${purposeOfScope(scope)})`).join(', ')}. Add ${missing.length === 1 ? 'this scope' : 'these scopes'} to the app in Gong and connect again.`,
  );
}
