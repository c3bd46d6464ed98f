import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { sign } from 'hono/jwt';
import { toExtensiveCall } from './gong-shapes.ts';
import type { SimulatedCall } from './simulated-data.ts';

/**
 * A delivery's flaw: none, too old, good for far too long, the hash of another body, another URL, or another key's
 * signature.
 */
export type WebhookFlaw = 'none' | 'expired' | 'long_lived' | 'wrong_hash' | 'wrong_url' | 'wrong_key';
const LIFETIME_SECONDS: Partial<Record<WebhookFlaw, number>> = { expired: -60, long_lived: 40 * 86_400 };

/**
 * Fires webhooks like Gong's automation rules (docs/gong-api.md §8): the call without its transcript, and a JWT signed
 * over URL and body.
 */
export function webhookSender(deps: { timeZone: string; now: () => Date; fetch: typeof globalThis.fetch }) {
  // A key takes a tenth of a second to make, and hardly any simulator sends webhooks.
  const [keys, others] = [onceMade(makeKeys), onceMade(makeKeys)];
  const sent: { url: string; body: string; authorization: string }[] = [];
  const all = {
    context: 'Extended',
    exposedFields: { parties: true, content: {}, interaction: {}, collaboration: {} },
  };

  async function deliver({ url, body, authorization }: (typeof sent)[number]): Promise<number> {
    const headers = { 'content-type': 'application/json', authorization };
    return (await deps.fetch(url, { method: 'POST', headers, body })).status;
  }

  return {
    /** For an admin to paste: base64 SPKI without PEM armour. */
    publicKey: (): string => keys().publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),

    /** Answers the receiver's status. */
    async send(url: string, call: SimulatedCall, flaw: WebhookFlaw = 'none'): Promise<number> {
      const callData = toExtensiveCall(call, all, deps.timeZone, () => ({}));
      const body = JSON.stringify({ callData, isTest: false, isPrivate: call.metaData.isPrivate === true });
      const exp = Math.floor(deps.now().getTime() / 1000) + (LIFETIME_SECONDS[flaw] ?? 300);
      const claims = {
        webhook_url: flaw === 'wrong_url' ? `${url}/other` : url,
        body_sha256: createHash('sha256')
          .update(flaw === 'wrong_hash' ? `${body} ` : body)
          .digest('hex'),
        exp,
        jti: randomUUID(),
      };
      const { privateKey } = flaw === 'wrong_key' ? others() : keys();
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
      const delivery = { url, body, authorization: await sign(claims, pem, 'RS256') };
      sent.push(delivery);
      return deliver(delivery);
    },

    /** Sends the last delivery once more, byte for byte. */
    async replay(): Promise<number> {
      const last = sent.at(-1);
      if (!last) throw new Error('no webhook was sent yet');
      return deliver(last);
    },
  };
}

const makeKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** What is made when it is first asked for. */
function onceMade<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
