import { createHash, createPublicKey } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { type WebhookFlaw, webhookSender } from '../../src/gong-simulator/webhook-sender.ts';

const URL = 'http://127.0.0.1:9/webhook';
const now = new Date('2026-11-22T12:00:00Z');

/** A receiver's checks of a delivery. */
async function judge(flaw: WebhookFlaw) {
  const got: { body: string; authorization: string }[] = [];
  const sender = webhookSender({
    timeZone: 'UTC',
    now: () => now,
    fetch: async (_, init) => {
      got.push({ body: String(init?.body), authorization: new Headers(init?.headers).get('authorization') ?? '' });
      return new Response(null, { status: 204 });
    },
  });
  const call = { metaData: { id: '1', title: 'A call', started: '2026-11-20T10:00:00Z' }, parties: [{ id: '2' }] };
  expect(await sender.send(URL, call, flaw)).toBe(204);
  const [{ body, authorization } = { body: '', authorization: '' }] = got;
  const der = createPublicKey({ key: Buffer.from(sender.publicKey(), 'base64'), type: 'spki', format: 'der' });
  const pem = await importSPKI(der.export({ type: 'spki', format: 'pem' }).toString(), 'RS256');
  const verified = await jwtVerify(authorization, pem, { algorithms: ['RS256'], currentDate: now }).catch(() => null);
  if (!verified) return 'signature or expiry';
  if (verified.payload.webhook_url !== URL) return 'url';
  if (verified.payload.body_sha256 !== createHash('sha256').update(body).digest('hex')) return 'body';
  expect(JSON.parse(body)).toMatchObject({
    callData: { metaData: { id: '1' }, parties: [{ id: '2' }] },
    isTest: false,
  });
  await sender.replay();
  expect(got[1]).toEqual(got[0]);
  return 'good';
}

test.each([
  ['none', 'good'],
  ['expired', 'signature or expiry'],
  ['wrong_key', 'signature or expiry'],
  ['wrong_url', 'url'],
  ['wrong_hash', 'body'],
] as const)('a webhook that is %s wrong is found to be: %s', async (flaw, verdict) => {
  expect(await judge(flaw)).toBe(verdict);
});
