import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';

/**
 * Between one and five at night in the zone. Each organization has a minute of its own, so that not all start together.
 */
export function nextNight(now: Date, timeZone: string, organizationId: string): Date {
  const minute = createHash('sha256').update(organizationId).digest().readUInt16BE(0) % 240;
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day').plus({ hours: 1, minutes: minute });
  return (today.toJSDate() > now ? today : today.plus({ days: 1 })).toJSDate();
}
