import { createRoute, z } from '@hono/zod-openapi';
import { type AccountWithCalls, accountWithCallsSchema, shownAccountStateSchema } from '../account.ts';
import { toRange } from '../asked-range.ts';
import { callKindSchema } from '../call.ts';
import { showAccount } from '../directory/show-account.ts';
import { showAccounts } from '../directory/show-accounts.ts';
import { activityTopicsSchema, showActivities } from '../directory/show-activities.ts';
import { showPeople } from '../directory/show-people.ts';
import { showPerson } from '../directory/show-person.ts';
import { given } from '../given.ts';
import { personKindSchema, personSchema, personWithCallsSchema } from '../person.ts';
import { toCallAnswer } from './calls-routes.ts';
import type { HttpServices } from './http-services.ts';
import { json, router, viewerOf } from './router.ts';
import { callSchema, pageOfCallsQuery } from './schemas.ts';

const findQuery = z.object({
  query: z.string().max(200).default('').openapi({ description: 'Part of a name, alias, domain or email.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

const accountsRoute = createRoute({
  method: 'get',
  path: '/accounts',
  summary: 'Find accounts, those with the latest calls first',
  request: { query: findQuery.extend({ state: shownAccountStateSchema.optional() }) },
  responses: { 200: json(z.object({ accounts: z.array(accountWithCallsSchema) }), 'Accounts.') },
});

const accountRoute = createRoute({
  method: 'get',
  path: '/accounts/{accountId}',
  summary: 'Read an account',
  request: { params: z.object({ accountId: z.string() }) },
  responses: { 200: json(accountWithCallsSchema, 'The account.') },
});

const activitySchema = callSchema.extend({ topics: activityTopicsSchema });

const activitiesRoute = createRoute({
  method: 'get',
  path: '/accounts/{accountId}/activities',
  summary: "List an account's calls, newest first",
  description: 'With participants, sides, durations, platform, and what was talked about.',
  request: {
    params: z.object({ accountId: z.string() }),
    query: z.object({
      kind: callKindSchema.optional(),
      personId: z.string().optional(),
      ...pageOfCallsQuery,
    }),
  },
  responses: {
    200: json(
      z.object({ activities: z.array(activitySchema), total: z.number(), cursor: z.string().optional() }),
      'Calls, and how many there are.',
    ),
  },
});

const peopleRoute = createRoute({
  method: 'get',
  path: '/people',
  summary: 'Find people seen on calls, in order of name',
  request: {
    query: findQuery.extend({
      kind: personKindSchema.optional(),
      accountId: z.string().optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        people: z.array(personWithCallsSchema),
      }),
      'People, and the calls they were on.',
    ),
  },
});

const personRoute = createRoute({
  method: 'get',
  path: '/people/{personId}',
  summary: 'Read a person',
  request: { params: z.object({ personId: z.string() }) },
  responses: { 200: json(personSchema, 'The person.') },
});

export function accountsRoutes(services: HttpServices) {
  return router()
    .openapi(accountsRoute, async (c) => {
      const { query: text, ...wish } = given(c.req.valid('query'));
      const accounts = await showAccounts(services, viewerOf(c), { text, ...wish });
      return c.json({ accounts: accounts.map(toAccountAnswer) }, 200);
    })
    .openapi(accountRoute, async (c) =>
      c.json(toAccountAnswer(await showAccount(services, viewerOf(c), c.req.valid('param').accountId)), 200),
    )
    .openapi(activitiesRoute, async (c) => {
      const viewer = viewerOf(c);
      const { from, to, ...wish } = given(c.req.valid('query'));
      const range = toRange({ from, to }, viewer);
      const page = await showActivities(services, viewer, { ...c.req.valid('param'), ...wish, ...range });
      const activities = page.calls.map(({ topics, ...call }) => ({ ...toCallAnswer(call), topics }));
      return c.json({ activities, total: page.total, ...(page.cursor !== null && { cursor: page.cursor }) }, 200);
    })
    .openapi(personRoute, async (c) =>
      c.json(await showPerson(services, viewerOf(c), c.req.valid('param').personId), 200),
    )
    .openapi(peopleRoute, async (c) => {
      const { query: text, ...wish } = given(c.req.valid('query'));
      const people = await showPeople(services, viewerOf(c), { text, ...wish });
      return c.json({ people: people.map((one) => z.encode(personWithCallsSchema, one)) }, 200);
    });
}

export const toAccountAnswer = (account: AccountWithCalls): z.input<typeof accountWithCallsSchema> =>
  z.encode(accountWithCallsSchema, account);
