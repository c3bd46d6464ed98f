import { type Call, type GongUser, type Party, type Platform, type Side, type Turn, toCallId } from '../call.ts';
import type { GongProfile } from '../gong-rights.ts';
import type { ExtensiveCall, GongTranscript, RawGongProfile, RawGongUser } from './gong-schemas.ts';
import { mendTurns } from './mend-turns.ts';

/** Gong's call in our words. Durations stay in seconds here; transcripts are in ms (docs/gong-api.md §3). */
export function toCall(raw: ExtensiveCall): Call {
  const { metaData: meta } = raw;
  const direction = toDirection(meta.direction);
  return {
    id: toCallId(meta.id),
    workspaceId: meta.workspaceId ?? null,
    title: meta.title || 'Untitled call',
    startedAt: meta.started,
    scheduledAt: meta.scheduled ?? null,
    durationSeconds: meta.duration ?? 0,
    kind: meta.scope === 'Internal' ? 'internal' : meta.scope === 'External' ? 'external' : 'unknown',
    platform: toPlatform(meta.system ?? '', meta.meetingUrl ?? '', direction),
    direction,
    language: meta.language || null,
    isPrivate: meta.isPrivate === true,
    hostUserId: meta.primaryUserId ?? null,
    gongUrl: meta.url || null,
    meetingUrl: meta.meetingUrl || null,
    parties: raw.parties.map(toParty),
    crmAccountIds: raw.context
      .flatMap((context) => context.objects)
      .filter((object) => object.objectType === 'Account')
      .map((object) => object.objectId)
      .filter((id): id is string => typeof id === 'string' && id !== ''),
  };
}

function toParty({ methods, ...raw }: ExtensiveCall['parties'][number]): Party {
  return {
    gongPartyId: raw.id ?? null,
    speakerId: raw.speakerId ?? null,
    gongUserId: raw.userId ?? null,
    name: raw.name || null,
    email: raw.emailAddress?.toLowerCase() || null,
    title: raw.title || null,
    side: toSide(raw.affiliation),
    // Invited but absent means only "Invitee". Older imports name no method at all and count as present.
    attended: methods.length === 0 || methods.includes('Attendee'),
  };
}

const toSide = (affiliation: string | null | undefined): Side =>
  affiliation === 'Internal' ? 'us' : affiliation === 'External' ? 'customer' : 'unknown';

function toDirection(direction: string | null | undefined): Call['direction'] {
  const lower = direction?.toLowerCase();
  return lower === 'inbound' || lower === 'outbound' || lower === 'conference' ? lower : 'unknown';
}

/**
 * `system` is free text: "Zoom", "Microsoft Teams", "Cisco Webex", a dialer's name. Without a known name the meeting's
 * host decides.
 */
export function toPlatform(system: string, meetingUrl: string, direction: Call['direction']): Platform {
  for (const text of [system.toLowerCase(), hostOf(meetingUrl)]) {
    if (/zoom/.test(text)) return 'zoom';
    if (/teams/.test(text)) return 'teams';
    if (/webex/.test(text)) return 'webex';
    if (/google ?meet|meet\.google/.test(text)) return 'google_meet';
    if (/phone|dialer|dialpad|aircall|ringcentral|telephony|voice/.test(text)) return 'phone';
  }
  return direction === 'inbound' || direction === 'outbound' ? 'phone' : 'other';
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase() : '';
}

/** Null while Gong has no transcript of the call. */
export function toTurns(raw: GongTranscript): Turn[] | null {
  if (!raw.transcript) return null;
  return mendTurns(
    raw.transcript.map(({ speakerId, sentences }) => ({
      speakerId: speakerId ?? null,
      sentences: sentences.map(({ start, end, text }) => ({
        startMs: start ?? null,
        endMs: end ?? null,
        text: text ?? '',
      })),
    })),
  );
}

export function toGongUser(raw: RawGongUser): GongUser {
  const others = [...raw.emailAliases, raw.trustedEmailAddress].filter((email) => email);
  return {
    id: raw.id,
    email: raw.emailAddress?.toLowerCase() ?? null,
    otherEmails: others.flatMap((email) => email?.toLowerCase() ?? []),
    name: [raw.firstName, raw.lastName].filter(Boolean).join(' ') || raw.emailAddress || `Gong user ${raw.id}`,
    title: raw.title ?? null,
    isActive: raw.active !== false,
    managerId: raw.managerId ?? null,
  };
}

/** What is switched off in a profile opens nothing, whatever its level says. */
export function toGongProfile(raw: RawGongProfile, workspaceId: string, userIds: string[]): GongProfile {
  return {
    id: raw.id,
    workspaceId,
    name: raw.name || raw.id,
    callLevel: raw.callsAndSearch === false ? 'none' : raw.callsAccess.permissionLevel,
    teamLeadIds: raw.callsAccess.teamLeadIds,
    folderLevel: raw.library === false ? 'none' : raw.libraryFolderAccess.permissionLevel,
    folderIds: raw.libraryFolderAccess.libraryFolderIds,
    userIds,
  };
}
