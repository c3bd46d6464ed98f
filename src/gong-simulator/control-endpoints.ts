import { Hono } from 'hono';
import type { Faults } from './faults.ts';
import type { SimulatedCall, SimulatedData, SimulatedUser } from './simulated-data.ts';
import type { WebhookFlaw } from './webhook-sender.ts';

type Json = Record<string, unknown>;

export type Controls = {
  data: SimulatedData;
  faults: Faults;
  requests: object[];
  revoke: (options: { refresh: boolean }) => void;
  sendWebhook: (url: string, call: SimulatedCall, flaw: WebhookFlaw) => Promise<number>;
  replayWebhook: () => Promise<number>;
  publicKey: () => string;
};

/**
 * Endpoints that Gong does not have: /simulator/… switches faults and changes the company's data at run time
 * (docs/gong-simulator.md). No credentials are needed: the simulator listens on this machine only and its data is
 * invented.
 */
export function controlEndpoints({ data, faults, requests, ...controls }: Controls): Hono {
  const app = new Hono();
  const callOf = (id: string) => data.calls.find((call) => call.metaData.id === id);

  app.get('/simulator/requests', (c) => c.json({ requests }));
  app.get('/simulator/faults', (c) => c.json(faults));
  app.patch('/simulator/faults', async (c) => {
    const changes = (await c.req.json()) as Json;
    const unknown = Object.keys(changes).filter((name) => !(name in faults));
    if (unknown.length > 0)
      return c.json({ error: `unknown faults: ${unknown.join(', ')}`, known: Object.keys(faults) }, 400);
    Object.assign(faults, changes);
    return c.json(faults);
  });

  app.post('/simulator/calls', async (c) => {
    const { transcript, ...call } = (await c.req.json()) as SimulatedCall & { transcript?: Json[] };
    if (typeof call.metaData?.id !== 'string' || typeof call.metaData.started !== 'string')
      return c.json({ error: 'metaData.id and metaData.started are needed' }, 400);
    data.calls.push(call as SimulatedCall);
    if (transcript) data.transcripts.set(call.metaData.id, { callId: call.metaData.id, transcript });
    return c.json({ calls: data.calls.length }, 201);
  });
  app.patch('/simulator/calls/:id', async (c) => {
    const call = callOf(c.req.param('id'));
    if (!call) return c.json({ error: 'no such call' }, 404);
    const { metaData, transcript, ...rest } = (await c.req.json()) as Json;
    Object.assign(call.metaData, metaData);
    Object.assign(call, rest);
    if (Array.isArray(transcript)) data.transcripts.set(call.metaData.id, { callId: call.metaData.id, transcript });
    return c.json(call);
  });
  app.delete('/simulator/calls/:id', (c) => {
    const at = data.calls.findIndex((call) => call.metaData.id === c.req.param('id'));
    if (at < 0) return c.json({ error: 'no such call' }, 404);
    data.calls.splice(at, 1);
    data.transcripts.delete(c.req.param('id'));
    return c.json({ calls: data.calls.length });
  });

  app.patch('/simulator/users/:id', async (c) => {
    const user = data.users.find((row) => row.id === c.req.param('id'));
    if (!user) return c.json({ error: 'no such user' }, 404);
    return c.json(Object.assign(user, (await c.req.json()) as Partial<SimulatedUser>));
  });
  app.put('/simulator/profiles', async (c) => {
    data.profiles = (await c.req.json()) as SimulatedData['profiles'];
    return c.json({ profiles: data.profiles.length });
  });
  app.put('/simulator/folders', async (c) => {
    data.folders = (await c.req.json()) as SimulatedData['folders'];
    return c.json({ folders: data.folders.length });
  });
  app.put('/simulator/call-access/:id', async (c) => {
    data.callAccess.set(c.req.param('id'), (await c.req.json()) as string[]);
    return c.json({ ok: true });
  });

  app.post('/simulator/tokens/revoke', async (c) => {
    const { refresh } = (await c.req.json().catch(() => ({}))) as { refresh?: boolean };
    controls.revoke({ refresh: refresh === true });
    return c.json({ ok: true });
  });
  app.get('/simulator/webhooks/public-key', (c) => c.text(controls.publicKey()));
  app.post('/simulator/webhooks', async (c) => {
    const { url, callId, flaw = 'none', replay } = (await c.req.json()) as Json;
    const call = callOf(String(callId));
    if (replay) return c.json({ status: await controls.replayWebhook() });
    if (!call || typeof url !== 'string') return c.json({ error: 'url and the id of a call are needed' }, 400);
    return c.json({ status: await controls.sendWebhook(url, call, flaw as WebhookFlaw) });
  });
  return app;
}
