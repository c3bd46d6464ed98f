import { createRoute, z } from '@hono/zod-openapi';
import { scopeOf } from '../access/scope.ts';
import { AppError } from '../errors.ts';
import { type AccountWithCalls, findAccounts } from '../store/accounts-reader.ts';
import { countCalls, readCalls } from '../store/calls-reader.ts';
import type { Db } from '../store/db.ts';
import { readOrganization } from '../store/organizations-store.ts';
import { countCallsOfPeople, findPeople } from '../store/people-store.ts';
import { readTrackerCounts, readTrackers } from '../store/trackers-store.ts';
import { readCursor, toCallAnswer, writeCursor } from './calls-routes.ts';
import { errorResponses, json, router, viewerOf } from './router.ts';
import { callSchema, instantSchema, kindSchema, toInstant } from './schemas.ts';

export const accountSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    aliases: z.array(z.string()),
    domains: z.array(z.string()),
    crmId: z.string().nullable(),
    ownerEmail: z.string().nullable(),
    state: z.enum(['active', 'proposed', 'ignored']),
    calls: z.number(),
    lastCallAt: z.string().nullable(),
  })
  .openapi('Account');

export const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    title: z.string().nullable(),
    kind: z.enum(['teammate', 'contact', 'unknown']),
    accountId: z.string().nullable(),
  })
  .openapi('Person');

const findQuery = z.object({
  query: z.string().max(200).default('').openapi({ description: 'Part of a name, alias, domain or email.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const accountsRoute = createRoute({
  method: 'get',
  path: '/accounts',
  summary: 'Find accounts, those with the latest calls first',
  request: { query: findQuery.extend({ state: z.enum(['active', 'proposed']).optional() }) },
  responses: { 200: json(z.object({ accounts: z.array(accountSchema) }), 'Accounts.'), ...errorResponses },
});

const accountRoute = createRoute({
  method: 'get',
  path: '/accounts/{accountId}',
  summary: 'Read an account',
  request: { params: z.object({ accountId: z.string() }) },
  responses: { 200: json(accountSchema, 'The account.'), ...errorResponses },
});

const activitySchema = callSchema.extend({
  topics: z
    .array(z.object({ id: z.string(), name: z.string(), mentions: z.number() }))
    .openapi({ description: 'Trackers that came up, the most mentioned first.' }),
});

const activitiesRoute = createRoute({
  method: 'get',
  path: '/accounts/{accountId}/activities',
  summary: "List an account's calls, newest first",
  description: 'With participants, sides, durations, platform, and what was talked about.',
  request: {
    params: z.object({ accountId: z.string() }),
    query: z.object({
      kind: kindSchema.optional(),
      personId: z.string().optional(),
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().optional(),
    }),
  },
  responses: {
    200: json(
      z.object({ activities: z.array(activitySchema), total: z.number(), cursor: z.string().optional() }),
      'Calls, and how many there are.',
    ),
    ...errorResponses,
  },
});

const peopleRoute = createRoute({
  method: 'get',
  path: '/people',
  summary: 'Find people seen on calls, in order of name',
  request: {
    query: findQuery.extend({
      kind: z.enum(['teammate', 'contact', 'unknown']).optional(),
      accountId: z.string().optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        people: z.array(personSchema.extend({ calls: z.number(), lastCallAt: z.string().nullable() })),
      }),
      'People, and the calls they were on.',
    ),
    ...errorResponses,
  },
});

const personRoute = createRoute({
  method: 'get',
  path: '/people/{personId}',
  summary: 'Read a person',
  request: { params: z.object({ personId: z.string() }) },
  responses: { 200: json(personSchema, 'The person.'), ...errorResponses },
});

export function accountsRoutes({ db }: { db: Db }) {
  return router()
    .openapi(accountsRoute, async (c) => {
      const { query, limit, state } = c.req.valid('query');
      const accounts = await findAccounts(db, scopeOf(viewerOf(c)), { text: query, limit, ...(state && { state }) });
      return c.json({ accounts: accounts.map(toAccountAnswer) }, 200);
    })
    .openapi(accountRoute, async (c) => {
      const [account] = await findAccounts(db, scopeOf(viewerOf(c)), {
        ids: [c.req.valid('param').accountId],
        limit: 1,
      });
      if (!account) throw new AppError('not_found', 'There is no such account.');
      return c.json(toAccountAnswer(account), 200);
    })
    .openapi(activitiesRoute, async (c) => {
      const viewer = viewerOf(c);
      const scope = scopeOf(viewer);
      const { accountId } = c.req.valid('param');
      const [account] = await findAccounts(db, scope, { ids: [accountId], limit: 1 });
      if (!account) throw new AppError('not_found', 'There is no such account.');
      const { kind, personId, limit, cursor, ...range } = c.req.valid('query');
      const { timeZone } = await readOrganization(db, viewer.organizationId);
      const [from, to] = [toInstant('from', range.from, timeZone), toInstant('to', range.to, timeZone)];
      const filter = {
        accountIds: [accountId],
        ...(personId && { personIds: [personId] }),
        ...(kind && { kind }),
        ...(from && { from }),
        ...(to && { to }),
      };
      const rows = await readCalls(db, scope, filter, {
        limit: limit + 1,
        ...(cursor && { after: readCursor(cursor) }),
      });
      const page = rows.slice(0, limit);
      const counts = await readTrackerCounts(
        db,
        viewer.organizationId,
        page.map(({ id }) => id),
      );
      const names = new Map((await readTrackers(db, viewer.organizationId)).map(({ id, name }) => [id, name]));
      const topicsOf = (callId: string) =>
        counts
          .filter((count) => count.callId === callId && names.has(count.trackerId))
          .map(({ trackerId, segments }) => ({ id: trackerId, name: names.get(trackerId) ?? '', mentions: segments }))
          .sort((a, b) => b.mentions - a.mentions || a.name.localeCompare(b.name));
      const { calls: total } = await countCalls(db, scope, filter);
      const last = page.at(-1);
      const activities = page.map((call) => ({ ...toCallAnswer(call), topics: topicsOf(call.id) }));
      return c.json({ activities, total, ...(rows.length > limit && last && { cursor: writeCursor(last) }) }, 200);
    })
    .openapi(personRoute, async (c) => {
      const [person] = await findPeople(db, scopeOf(viewerOf(c)), { ids: [c.req.valid('param').personId], limit: 1 });
      if (!person) throw new AppError('not_found', 'There is no such person.');
      return c.json(person, 200);
    })
    .openapi(peopleRoute, async (c) => {
      const { query, limit, kind, accountId } = c.req.valid('query');
      const scope = scopeOf(viewerOf(c));
      const found = await findPeople(db, scope, {
        text: query,
        limit,
        ...(kind && { kind }),
        ...(accountId && { accountId }),
      });
      const ids = found.map(({ id }) => id);
      const counts = await countCallsOfPeople(db, scope, ids);
      const people = found.map((person) => {
        const { calls = 0, lastCallAt = null } = counts.get(person.id) ?? {};
        return { ...person, calls, lastCallAt: lastCallAt?.toISOString() ?? null };
      });
      return c.json({ people }, 200);
    });
}

export const toAccountAnswer = (account: AccountWithCalls) => ({
  ...account,
  lastCallAt: account.lastCallAt?.toISOString() ?? null,
});
