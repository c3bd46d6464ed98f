import { createRoute, z } from '@hono/zod-openapi';
import { scopeOf } from '../access/scope.ts';
import { AppError } from '../errors.ts';
import { type AccountWithCalls, findAccounts } from '../store/accounts-store.ts';
import type { Db } from '../store/db.ts';
import { findPeople } from '../store/people-store.ts';
import { errorResponses, json, router, viewerOf } from './router.ts';

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
  request: { query: findQuery },
  responses: { 200: json(z.object({ accounts: z.array(accountSchema) }), 'Accounts.'), ...errorResponses },
});

const accountRoute = createRoute({
  method: 'get',
  path: '/accounts/{accountId}',
  summary: 'Read an account',
  request: { params: z.object({ accountId: z.string() }) },
  responses: { 200: json(accountSchema, 'The account.'), ...errorResponses },
});

const peopleRoute = createRoute({
  method: 'get',
  path: '/people',
  summary: 'Find people seen on calls, in order of name',
  request: { query: findQuery },
  responses: { 200: json(z.object({ people: z.array(personSchema) }), 'People.'), ...errorResponses },
});

export function accountsRoutes({ db }: { db: Db }) {
  return router()
    .openapi(accountsRoute, async (c) => {
      const { query, limit } = c.req.valid('query');
      const accounts = await findAccounts(db, scopeOf(viewerOf(c)), { text: query, limit });
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
    .openapi(peopleRoute, async (c) => {
      const { query, limit } = c.req.valid('query');
      return c.json({ people: await findPeople(db, scopeOf(viewerOf(c)), { text: query, limit }) }, 200);
    });
}

export const toAccountAnswer = (account: AccountWithCalls) => ({
  ...account,
  lastCallAt: account.lastCallAt?.toISOString() ?? null,
});
