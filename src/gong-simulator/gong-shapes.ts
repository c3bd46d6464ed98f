import { DateTime } from 'luxon';
import type { SimulatedCall, SimulatedUser } from './simulated-data.ts';

type Json = Record<string, unknown>;

const META_MEMBERS = [
  'id',
  'url',
  'title',
  'scheduled',
  'started',
  'duration',
  'primaryUserId',
  'direction',
  'system',
  'scope',
  'media',
  'language',
  'workspaceId',
  'sdrDisposition',
  'clientUniqueId',
  'customData',
  'purpose',
  'meetingUrl',
  'isPrivate',
  'calendarEventId',
] as const;

const USER_MEMBERS = [
  'id',
  'emailAddress',
  'created',
  'active',
  'emailAliases',
  'trustedEmailAddress',
  'firstName',
  'lastName',
  'title',
  'phoneNumber',
  'extension',
  'personalMeetingUrls',
  'settings',
  'managerId',
  'meetingConsentPageUrl',
  'conferencingProviders',
  'spokenLanguages',
] as const;

/** All 20 members: unknown members are null, times have the company's offset (docs/gong-api.md §3.1). */
export function toMetaData(call: SimulatedCall, timeZone: string): Json {
  const meta: Json = {};
  for (const member of META_MEMBERS) meta[member] = call.metaData[member] ?? null;
  meta.isPrivate ??= false;
  meta.started = toCompanyTime(meta.started, timeZone);
  meta.scheduled = toCompanyTime(meta.scheduled, timeZone);
  return meta;
}

export function toUser(user: SimulatedUser): Json {
  const full: Json = {};
  for (const member of USER_MEMBERS) full[member] = user[member] ?? null;
  full.active = user.active !== false;
  full.emailAliases ??= [];
  return full;
}

/** Only the requested blocks that Gong has (docs/gong-api.md §3.3). */
export function toExtensiveCall(
  call: SimulatedCall,
  selector: Json | undefined,
  timeZone: string,
  media: (call: SimulatedCall) => Json,
): Json {
  const exposed = (selector?.exposedFields ?? {}) as Json;
  const answer: Json = { metaData: toMetaData(call, timeZone) };
  const context = selector?.context;
  if ((context === 'Basic' || context === 'Extended') && call.context) {
    answer.context = context === 'Extended' ? call.context : withoutFields(call.context);
  }
  if (exposed.parties === true && call.parties) answer.parties = call.parties;
  if (exposed.media === true) answer.media = media(call);
  for (const block of ['content', 'interaction', 'collaboration'] as const) {
    const wanted = exposed[block] as Json | undefined;
    const held = call[block] as Json | undefined;
    if (!wanted || !held) continue;
    // The selector's name is personInteractionStats; the answer's name is interactionStats.
    const asked = (name: string) => wanted[name === 'interactionStats' ? 'personInteractionStats' : name] === true;
    answer[block] = Object.fromEntries(Object.entries(held).filter(([name]) => asked(name)));
  }
  return answer;
}

const withoutFields = (context: unknown): unknown =>
  (context as Json[]).map((entry) => ({
    ...entry,
    objects: ((entry.objects ?? []) as Json[]).map((object) => ({ ...object, fields: [] })),
  }));

function toCompanyTime(time: unknown, timeZone: string): string | null {
  if (typeof time !== 'string') return null;
  return DateTime.fromISO(time, { setZone: true }).setZone(timeZone).toISO({ suppressMilliseconds: true });
}
