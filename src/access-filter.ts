import { createHash } from 'node:crypto';

/** Calls by one trait: any of the ids. A user's calls are those hosted, attended or invited to (Gong's users). */
export type CallsBy =
  | { by: 'workspace'; ids: readonly string[] }
  | { by: 'user'; ids: readonly string[]; workspaceId: string | null }
  | { by: 'person'; ids: readonly string[] }
  | { by: 'account'; ids: readonly string[] }
  | { by: 'call'; ids: readonly string[] };

/**
 * Which kept calls of an organization may be read, as a closed shape for every engine: all or any of those opened, but
 * none of a closed account. A list without entries opens nothing.
 */
export type AccessFilter = {
  open: 'all' | readonly CallsBy[];
  /** A call of several accounts is closed with any of them. */
  closedAccountIds: readonly string[];
};

export const EVERY_CALL: AccessFilter = { open: 'all', closedAccountIds: [] };
export const NO_CALL: AccessFilter = { open: [], closedAccountIds: [] };

export const isEveryCall = ({ open, closedAccountIds }: AccessFilter): boolean =>
  open === 'all' && closedAccountIds.length === 0;

/** A short name: what is kept by it is kept for readers of the same calls alone. */
export const nameAccess = (access: AccessFilter): string =>
  createHash('sha256').update(JSON.stringify(access)).digest('base64url');

/** How many ids a filter names. */
export const countIds = ({ open, closedAccountIds }: AccessFilter): number =>
  closedAccountIds.length + (open === 'all' ? 0 : open.reduce((all, { ids }) => all + ids.length, 0));

/** What of a call decides who may read it. */
export type CallTraits = {
  callId: string;
  workspaceId: string | null;
  /** Gong's users on the call: the host, and all who attended or were invited. */
  userIds: string[];
  personIds: string[];
  accountIds: string[];
};

/** The one decision that engines and store repeat as conditions of their queries. */
export function mayRead({ open, closedAccountIds }: AccessFilter, call: CallTraits): boolean {
  if (call.accountIds.some((id) => closedAccountIds.includes(id))) return false;
  return open === 'all' || open.some((calls) => isAmong(calls, call));
}

function isAmong(calls: CallsBy, call: CallTraits): boolean {
  const any = (ids: readonly string[]) => ids.some((id) => calls.ids.includes(id));
  if (calls.by === 'workspace') return call.workspaceId !== null && any([call.workspaceId]);
  if (calls.by === 'user')
    return (calls.workspaceId === null || calls.workspaceId === call.workspaceId) && any(call.userIds);
  if (calls.by === 'person') return any(call.personIds);
  return calls.by === 'account' ? any(call.accountIds) : any([call.callId]);
}
