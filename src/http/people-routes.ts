import { createRoute, z } from '@hono/zod-openapi';
import { scopeOf } from '../access/scope.ts';
import { isFreemail } from '../account.ts';
import { toCallId } from '../call.ts';
import { AppError } from '../errors.ts';
import { findAccounts, listAccounts } from '../store/accounts-reader.ts';
import { changeAccount, mergeAccounts, saveAccount } from '../store/accounts-store.ts';
import type { Db } from '../store/db.ts';
import {
  confirmPerson,
  findPeople,
  listUnlinkedParties,
  readParty,
  savePartyLink,
  type UnlinkedParty,
} from '../store/people-store.ts';
import { importContacts } from '../sync/import-contacts.ts';
import { partyKeyOf } from '../sync/link-parties.ts';
import type { Viewer } from '../viewer.ts';
import { accountSchema, personSchema, toAccountAnswer } from './accounts-routes.ts';
import { adminOf, errorResponses, json, jsonBody, router } from './router.ts';

const domain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain like acme.com');
const email = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[^@\s]+@[^@\s]+$/, 'must be an address');
const accountFields = z.object({
  name: z.string().trim().min(1).max(200),
  aliases: z.array(z.string().trim().min(1).max(200)).optional(),
  domains: z.array(domain).optional(),
  crmId: z.string().nullable().optional(),
  ownerEmail: email.nullable().optional(),
});
const personFields = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  title: z.string().max(200).nullable().optional(),
  kind: z.enum(['teammate', 'contact']).optional(),
  accountId: z.string().nullable().optional(),
});
const relinks = ' Past calls are matched anew.';

const addAccountRoute = createRoute({
  method: 'post',
  path: '/accounts',
  summary: 'Add an account, or change the one of that name (admins)',
  description: `A proposed account that has one of the domains becomes this one.${relinks}`,
  request: jsonBody(accountFields),
  responses: { 201: json(accountSchema, 'The account.'), ...errorResponses },
});

const changeAccountRoute = createRoute({
  method: 'patch',
  path: '/accounts/{accountId}',
  summary: 'Change, accept, ignore or merge an account (admins)',
  description: `\`state\` "active" accepts a proposed account, "ignored" puts it away; \`mergeInto\` puts it into another, which keeps its domains and calls.${relinks}`,
  request: {
    params: z.object({ accountId: z.string() }),
    ...jsonBody(
      accountFields
        .partial()
        .extend({ state: z.enum(['active', 'ignored']).optional(), mergeInto: z.string().optional() }),
    ),
  },
  responses: { 200: json(accountSchema, 'The account, or the one it went into.'), ...errorResponses },
});

const addPersonRoute = createRoute({
  method: 'post',
  path: '/people',
  summary: 'Say who someone is (admins)',
  description: `By address; what is said here outranks what Gong says.${relinks}`,
  request: jsonBody(personFields.extend({ email })),
  responses: { 201: json(personSchema, 'The person.'), ...errorResponses },
});

const changePersonRoute = createRoute({
  method: 'patch',
  path: '/people/{personId}',
  summary: 'Correct who someone is (admins)',
  description: relinks.trim(),
  request: { params: z.object({ personId: z.string() }), ...jsonBody(personFields) },
  responses: { 200: json(personSchema, 'The person.'), ...errorResponses },
});

const importRoute = createRoute({
  method: 'post',
  path: '/people/import',
  summary: 'Import contacts (admins)',
  description: `CSV with the columns email (required), name, title and account (its name or a domain).${relinks}`,
  request: { body: { required: true, content: { 'text/csv': { schema: z.string() } } } },
  responses: {
    200: json(z.object({ added: z.number(), changed: z.number(), callsRelinked: z.number() }), 'What became of it.'),
    ...errorResponses,
  },
});

const UNLINKED = {
  no_address: 'Gong gave no address for this participant, and nobody is guessed.',
  freemail: 'The address is of a mail provider, which says nothing of the company.',
  ignored_account: 'The account of this domain is ignored.',
  unknown_side: 'Gong does not say whose person this is, and no account has the domain.',
} as const;

const unlinkedSchema = z.object({
  callId: z.string(),
  position: z.number(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  reason: z.enum(['no_address', 'freemail', 'ignored_account', 'unknown_side']),
  explanation: z.string(),
  calls: z.number(),
  lastCallAt: z.string(),
});

const unlinkedRoute = createRoute({
  method: 'get',
  path: '/people/unlinked',
  summary: 'List participants that belong to nobody (admins)',
  request: { query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }) },
  responses: {
    200: json(z.object({ participants: z.array(unlinkedSchema) }), 'Those on most calls first, with the reason.'),
    ...errorResponses,
  },
});

const linkRoute = createRoute({
  method: 'post',
  path: '/calls/{callId}/participants/{position}/link',
  summary: 'Say who a participant is (admins)',
  description: `To an account (a participant with an address, whom all calls then know) or to a person.${relinks}`,
  request: {
    params: z.object({ callId: z.string(), position: z.coerce.number().int().min(0) }),
    ...jsonBody(
      z.object({
        accountId: z.string().optional(),
        personId: z.string().optional(),
        kind: z.enum(['teammate', 'contact']).default('contact'),
      }),
    ),
  },
  responses: { 200: json(personSchema, 'Who it is now.'), ...errorResponses },
});

export type PeopleRoutesDeps = { db: Db; relink: (viewer: Viewer) => Promise<number>; now: () => Date };

/** Who is who, as admins say it. */
export function peopleRoutes({ db, relink, now }: PeopleRoutesDeps) {
  const accountOf = async (admin: Viewer, id: string) => {
    const account = (await listAccounts(db, admin.organizationId)).find((one) => one.id === id);
    if (!account) throw new AppError('not_found', 'There is no such account.');
    const [shown] = await findAccounts(db, scopeOf(admin), { ids: [id], limit: 1 });
    return toAccountAnswer(shown ?? { ...account, calls: 0, lastCallAt: null });
  };
  const personOf = async (admin: Viewer, id: string) => {
    const [person] = await findPeople(db, scopeOf(admin), { ids: [id], limit: 1 });
    if (!person) throw new AppError('not_found', 'There is no such person.');
    return person;
  };
  const known = <T extends object>(fields: T) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
      [K in keyof T]: Exclude<T[K], undefined>;
    };

  return router()
    .openapi(addAccountRoute, async (c) => {
      const admin = adminOf(c);
      const { crmId, ownerEmail, ...entry } = known(c.req.valid('json'));
      await saveAccount(
        db,
        admin.organizationId,
        { ...entry, ...(crmId && { crmId }), ...(ownerEmail && { ownerEmail }) },
        now(),
      );
      await relink(admin);
      const all = await listAccounts(db, admin.organizationId);
      const made = all.find(({ name }) => name.toLowerCase() === entry.name.toLowerCase());
      return c.json(await accountOf(admin, made?.id ?? ''), 201);
    })
    .openapi(changeAccountRoute, async (c) => {
      const admin = adminOf(c);
      const { accountId } = c.req.valid('param');
      const { mergeInto, ...changes } = known(c.req.valid('json'));
      if (mergeInto !== undefined) {
        if (!(await mergeAccounts(db, admin.organizationId, accountId, mergeInto)))
          throw new AppError('not_found', 'There are no two such accounts.');
      } else if (!(await changeAccount(db, admin.organizationId, accountId, changes)))
        throw new AppError('not_found', 'There is no such account.');
      await relink(admin);
      return c.json(await accountOf(admin, mergeInto ?? accountId), 200);
    })
    .openapi(addPersonRoute, async (c) => {
      const admin = adminOf(c);
      const { id } = await confirmPerson(db, admin.organizationId, await checked(admin, known(c.req.valid('json'))));
      await relink(admin);
      return c.json(await personOf(admin, id), 201);
    })
    .openapi(changePersonRoute, async (c) => {
      const admin = adminOf(c);
      const person = await personOf(admin, c.req.valid('param').personId);
      const kind = person.kind === 'teammate' ? ('teammate' as const) : ('contact' as const);
      await confirmPerson(
        db,
        admin.organizationId,
        await checked(admin, { kind, ...known(c.req.valid('json')), email: person.email }),
      );
      await relink(admin);
      return c.json(await personOf(admin, person.id), 200);
    })
    .openapi(importRoute, async (c) => {
      const admin = adminOf(c);
      const counts = await importContacts(db, admin.organizationId, await c.req.text(), now());
      await relink(admin);
      return c.json(counts, 200);
    })
    .openapi(unlinkedRoute, async (c) => {
      const rows = await listUnlinkedParties(db, scopeOf(adminOf(c)), c.req.valid('query').limit);
      return c.json({ participants: rows.map(toUnlinked) }, 200);
    })
    .openapi(linkRoute, async (c) => {
      const admin = adminOf(c);
      const { callId, position } = c.req.valid('param');
      const { accountId, personId, kind } = c.req.valid('json');
      const party = await readParty(db, admin.organizationId, toCallId(callId), position);
      if (!party) throw new AppError('not_found', 'There is no such participant.');
      if (party.email) {
        const name = party.name ?? party.email;
        const { id } = await confirmPerson(
          db,
          admin.organizationId,
          await checked(admin, { email: party.email, name, kind, ...(accountId && { accountId }) }),
        );
        await relink(admin);
        return c.json(await personOf(admin, id), 200);
      }
      if (!personId) throw new AppError('invalid_input', 'personId: required for a participant without an address.');
      const person = await personOf(admin, personId);
      const partyKey = partyKeyOf(party);
      if (!partyKey)
        throw new AppError('conflict', 'Gong tells nothing by which this participant could be known again.');
      await savePartyLink(db, admin.organizationId, { callId: toCallId(callId), partyKey, personId: person.id });
      await relink(admin);
      return c.json(person, 200);
    });

  /** An account that is named must be there, and one of us is of none. */
  async function checked<T extends { kind?: 'teammate' | 'contact'; accountId?: string | null }>(
    admin: Viewer,
    wish: T,
  ): Promise<T> {
    if (wish.kind === 'teammate') return { ...wish, accountId: null };
    if (wish.accountId) await accountOf(admin, wish.accountId);
    return wish;
  }
}

function toUnlinked({ side: _, accountState, lastCallAt, ...party }: UnlinkedParty): z.infer<typeof unlinkedSchema> {
  const domainName = party.email?.split('@')[1] ?? null;
  const reason = !party.email
    ? 'no_address'
    : domainName && isFreemail(domainName)
      ? 'freemail'
      : accountState === 'ignored'
        ? 'ignored_account'
        : 'unknown_side';
  return {
    ...party,
    callId: party.callId,
    reason,
    explanation: UNLINKED[reason],
    lastCallAt: lastCallAt.toISOString(),
  };
}
