import { createRoute, z } from '@hono/zod-openapi';
import { accountChangesSchema, accountEntrySchema, accountWithCallsSchema } from '../account.ts';
import { toCallId } from '../call.ts';
import { addAccount } from '../directory/add-account.ts';
import { addPerson } from '../directory/add-person.ts';
import { changeAccount } from '../directory/change-account.ts';
import { changePerson } from '../directory/change-person.ts';
import { linkParticipant, participantWishSchema } from '../directory/link-participant.ts';
import {
  showUnlinked,
  UNLINKED_REASONS,
  type UnlinkedParticipant,
  unlinkedParticipantSchema,
} from '../directory/show-unlinked.ts';
import { given } from '../given.ts';
import { personSchema, personWishSchema, saidPersonSchema } from '../person.ts';
import { toAccountAnswer } from './accounts-routes.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const relinks = ' Past calls are matched anew.';

const addAccountRoute = createRoute({
  method: 'post',
  path: '/accounts',
  summary: 'Add an account, or change the one of that name (admins)',
  description: `A proposed account that has one of the domains becomes this one.${relinks}`,
  request: jsonBody(accountEntrySchema),
  responses: { 201: json(accountWithCallsSchema, 'The account.') },
});

const changeAccountRoute = createRoute({
  method: 'patch',
  path: '/accounts/{accountId}',
  summary: 'Change, accept, ignore or merge an account (admins)',
  description: `\`state\` "active" accepts a proposed account, "ignored" puts it away; \`mergeInto\` puts it into another, which keeps its domains and calls.${relinks}`,
  request: {
    params: z.object({ accountId: z.string() }),
    ...jsonBody(accountChangesSchema.extend({ mergeInto: z.string().optional() })),
  },
  responses: { 200: json(accountWithCallsSchema, 'The account, or the one it went into.') },
});

const addPersonRoute = createRoute({
  method: 'post',
  path: '/people',
  summary: 'Say who someone is (admins)',
  description: `By address; what is said here outranks what Gong says.${relinks}`,
  request: jsonBody(saidPersonSchema),
  responses: { 201: json(personSchema, 'The person.') },
});

const changePersonRoute = createRoute({
  method: 'patch',
  path: '/people/{personId}',
  summary: 'Correct who someone is (admins)',
  description: relinks.trim(),
  request: { params: z.object({ personId: z.string() }), ...jsonBody(personWishSchema) },
  responses: { 200: json(personSchema, 'The person.') },
});

const unlinkedSchema = unlinkedParticipantSchema.extend({ explanation: z.string() });

const unlinkedRoute = createRoute({
  method: 'get',
  path: '/people/unlinked',
  summary: 'List participants that belong to nobody (admins)',
  request: { query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }) },
  responses: {
    200: json(z.object({ participants: z.array(unlinkedSchema) }), 'Those on most calls first, with the reason.'),
  },
});

const linkRoute = createRoute({
  method: 'post',
  path: '/calls/{callId}/participants/{position}/link',
  summary: 'Say who a participant is (admins)',
  description: `To an account (a participant with an address, whom all calls then know) or to a person.${relinks}`,
  request: {
    params: z.object({ callId: z.string(), position: z.coerce.number().int().min(0).max(9999) }),
    ...jsonBody(participantWishSchema),
  },
  responses: { 200: json(personSchema, 'Who it is now.') },
});

/** Admins' corrections of speakers' identities. */
export function peopleRoutes(services: HttpServices) {
  return router()
    .openapi(addAccountRoute, async (c) => {
      const added = await addAccount(services, viewerOf(c), given(c.req.valid('json')));
      return c.json(toAccountAnswer(added), 201);
    })
    .openapi(changeAccountRoute, async (c) => {
      const changes = { ...c.req.valid('param'), ...given(c.req.valid('json')) };
      return c.json(toAccountAnswer(await changeAccount(services, viewerOf(c), changes)), 200);
    })
    .openapi(addPersonRoute, async (c) =>
      c.json(await addPerson(services, viewerOf(c), given(c.req.valid('json'))), 201),
    )
    .openapi(changePersonRoute, async (c) => {
      const changes = { ...c.req.valid('param'), ...given(c.req.valid('json')) };
      return c.json(await changePerson(services, viewerOf(c), changes), 200);
    })
    .openapi(unlinkedRoute, async (c) => {
      const unlinked = await showUnlinked(services, viewerOf(c), c.req.valid('query').limit);
      return c.json({ participants: unlinked.map(toUnlinkedAnswer) }, 200);
    })
    .openapi(linkRoute, async (c) => {
      const { callId, position } = c.req.valid('param');
      const wish = { callId: toCallId(callId), position, ...given(c.req.valid('json')) };
      return c.json(await linkParticipant(services, viewerOf(c), wish), 200);
    });
}

const toUnlinkedAnswer = (participant: UnlinkedParticipant): z.input<typeof unlinkedSchema> =>
  z.encode(unlinkedSchema, { ...participant, explanation: UNLINKED_REASONS[participant.reason] });
