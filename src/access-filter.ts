import { createHash } from 'node:crypto';
import { z } from 'zod';

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

const names = new WeakMap<AccessFilter, string>();

/** The same name for filters that open the same in any order: what is kept for one of them is for no other. */
export function nameAccess(access: AccessFilter): string {
  // A query asks for it with each of its words, and ids come by thousands.
  const name = names.get(access) ?? digestOf(access);
  names.set(access, name);
  return name;
}

function digestOf({ open, closedAccountIds }: AccessFilter): string {
  const opened = open === 'all' ? open : open.map((calls) => JSON.stringify({ ...calls, ids: calls.ids.toSorted() }));
  const text = JSON.stringify([open === 'all' ? open : [...opened].toSorted(), closedAccountIds.toSorted()]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** A filter as it is kept with what was made within it: a long one by its name alone. */
export const keptAccessSchema = z.object({
  name: z.string(),
  filter: z
    .object({
      open: z.union([
        z.literal('all'),
        z.array(
          z.union([
            z.object({ by: z.enum(['workspace', 'person', 'account', 'call']), ids: z.array(z.string()) }),
            z.object({ by: z.literal('user'), ids: z.array(z.string()), workspaceId: z.string().nullable() }),
          ]),
        ),
      ]),
      closedAccountIds: z.array(z.string()),
    })
    .nullable(),
});
export type KeptAccess = z.infer<typeof keptAccessSchema>;

/** How many ids a filter names. */
export const countIds = ({ open, closedAccountIds }: AccessFilter): number =>
  closedAccountIds.length + (open === 'all' ? 0 : open.reduce((all, { ids }) => all + ids.length, 0));

const MOST_KEPT_IDS = 500;

export function toKeptAccess(access: AccessFilter): KeptAccess {
  const { open, closedAccountIds } = access;
  const filter = {
    open: open === 'all' ? open : open.map((calls) => ({ ...calls, ids: [...calls.ids] })),
    closedAccountIds: [...closedAccountIds],
  };
  return { name: nameAccess(access), filter: countIds(access) <= MOST_KEPT_IDS ? filter : null };
}

/** Whether an access opens all that another one opened; where that cannot be told, it does not. */
export function opensAllOf(now: AccessFilter, then: KeptAccess): boolean {
  if (then.name === nameAccess(now)) return true;
  if (!then.filter) return false;
  const { open, closedAccountIds } = then.filter;
  if (now.closedAccountIds.some((id) => !closedAccountIds.includes(id))) return false;
  if (now.open === 'all') return true;
  if (open === 'all') return false;
  const traitOf = (calls: CallsBy) => (calls.by === 'user' ? `user ${calls.workspaceId}` : calls.by);
  const opened = new Set(now.open.flatMap((calls) => calls.ids.map((id) => `${traitOf(calls)} ${id}`)));
  return open.every((calls) => calls.ids.every((id) => opened.has(`${traitOf(calls)} ${id}`)));
}

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
