import { createHash, timingSafeEqual } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { z } from 'zod';
import { type CallId, toCallId } from '../call.ts';
import { AppError } from '../errors.ts';

/** A delivery of Gong's automation rule "fire webhook" (docs/gong-api.md §8), as received. */
export type WebhookDelivery = { url: string; body: string; authorization: string | null };

const ALGORITHM = 'RS256';
/** Gong's are good for minutes. What is good for longer than deliveries are remembered could come again. */
export const LONGEST_GOOD_MS = 30 * 86_400_000;
/** Clocks differ a little. */
const TOLERANCE_SECONDS = 30;

const claimsSchema = z.object({ webhook_url: z.string(), body_sha256: z.string() });
const bodySchema = z.object({
  callData: z.object({ metaData: z.object({ id: z.string().regex(/^\d+$/) }) }),
  isTest: z.boolean().optional(),
});

/** @throws AppError `invalid_input` for anything but a base64 SPKI key. */
export async function checkWebhookKey(key: string): Promise<void> {
  try {
    await importSPKI(toPem(key), ALGORITHM);
  } catch (cause) {
    throw new AppError('invalid_input', 'This is not the public key that Gong shows for its webhook rule.', { cause });
  }
}

/**
 * Checks a delivery: signed by the key, for our URL and exactly the given body, and recent. Answers the call's id, and
 * a hash to recognize a repeated delivery, however its signature is written.
 * @throws AppError `unauthenticated` naming the fault, `invalid_input` for a body without a call.
 */
export async function readWebhook(
  { url, body, authorization }: WebhookDelivery,
  key: string,
  now: Date,
): Promise<{ callId: CallId; isTest: boolean; tokenHash: string }> {
  const token = authorization?.replace(/^Bearer /i, '').trim() ?? '';
  const refuse = (why: string, cause?: unknown) =>
    new AppError('unauthenticated', `The webhook is refused: ${why}.`, { cause });
  if (token === '') throw refuse('it carries no signature');
  const verified = await jwtVerify(token, await importSPKI(toPem(key), ALGORITHM), {
    algorithms: [ALGORITHM],
    currentDate: now,
    clockTolerance: TOLERANCE_SECONDS,
    requiredClaims: ['exp'],
  }).catch((cause) => {
    throw refuse(
      cause?.code === 'ERR_JWT_EXPIRED' ? 'it is too old' : 'its signature is not by the key that was set',
      cause,
    );
  });
  if (Number(verified.payload.exp) * 1000 > now.getTime() + LONGEST_GOOD_MS)
    throw refuse('its signature is good for longer than 30 days');
  const claims = claimsSchema.safeParse(verified.payload);
  if (!claims.success) throw refuse('its signature names neither URL nor body');
  if (claims.data.webhook_url !== url) throw refuse(`it was signed for another URL than ${url}`);
  const digest = createHash('sha256').update(body).digest();
  const told = Buffer.from(claims.data.body_sha256, 'hex');
  if (told.length !== digest.length || !timingSafeEqual(told, digest))
    throw refuse('its body is not the one that was signed');
  const read = bodySchema.safeParse(parseJson(body));
  if (!read.success) throw new AppError('invalid_input', 'The webhook names no call.');
  return {
    callId: toCallId(read.data.callData.metaData.id),
    isTest: read.data.isTest === true,
    tokenHash: createHash('sha256').update(signedPartOf(token)).digest('base64url'),
  };
}

/** The same signature can be written in several ways, with other last bits or blanks. What it signs cannot. */
const signedPartOf = (token: string): string => token.slice(0, token.lastIndexOf('.'));

const toPem = (key: string): string =>
  `-----BEGIN PUBLIC KEY-----\n${key.replace(/-----[^-]+-----|\s/g, '')}\n-----END PUBLIC KEY-----`;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
