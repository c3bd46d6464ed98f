import { createRoute, z } from '@hono/zod-openapi';
import { removeModel } from '../ask/remove-model.ts';
import { modelWishSchema, setModel } from '../ask/set-model.ts';
import { showModel, shownModelSchema } from '../ask/show-model.ts';
import { modelTrialSchema, tryModel } from '../ask/try-model.ts';
import type { HttpServices } from './http-services.ts';
import { json, jsonBody, router, viewerOf } from './router.ts';

const showRoute = createRoute({
  method: 'get',
  path: '/model',
  summary: 'The model that words answers (admins)',
  responses: { 200: json(shownModelSchema, 'Who set it, and which.') },
});

const setRoute = createRoute({
  method: 'put',
  path: '/model',
  summary: 'Set the model that words answers (admins)',
  description:
    'Excerpts of calls, with titles, days and speakers, then go to its endpoint with each question. The key is kept encrypted and never shown again. ' +
    'Where the operator of the server has set a model, this is `conflict`; where the organization has kept cases and the model loses more than a point on them, `cases_lost`; where it cannot be asked them, `cases_unmeasured`.',
  request: jsonBody(modelWishSchema),
  responses: { 200: json(shownModelSchema, 'The model.') },
});

const removeRoute = createRoute({
  method: 'delete',
  path: '/model',
  summary: 'Forget the model and its key (admins)',
  responses: { 200: json(z.object({}), 'Answers quote the calls again.') },
});

const tryRoute = createRoute({
  method: 'post',
  path: '/model/try',
  summary: 'Ask the model a small invented question (admins)',
  description:
    'On the path that answers take: whether it answers in time and in form, and its quote is proved; how fast it is, ' +
    'and what to look at where it fails.',
  responses: { 200: json(modelTrialSchema, 'What came of it.') },
});

export const modelRoutes = (services: HttpServices) =>
  router()
    .openapi(showRoute, async (c) => c.json(z.encode(shownModelSchema, await showModel(services, viewerOf(c))), 200))
    .openapi(setRoute, async (c) => {
      await setModel(services, viewerOf(c), c.req.valid('json'), c.req.raw.signal);
      return c.json(z.encode(shownModelSchema, await showModel(services, viewerOf(c))), 200);
    })
    .openapi(removeRoute, async (c) => {
      await removeModel(services, viewerOf(c));
      return c.json({}, 200);
    })
    .openapi(tryRoute, async (c) => c.json(await tryModel(services, viewerOf(c), c.req.raw.signal), 200));
