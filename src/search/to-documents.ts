import { textOf } from '../segment.ts';
import type { IndexableCall } from '../store/calls-to-index.ts';
import type { CallDocuments } from './segment-index.ts';
import { plainWords } from './words.ts';

/**
 * Neighbours on each side whose words count, more weakly, for a segment: three, and of them the nearest words. In quick talk three turns
 * are needed to know what "yes, that one" is about; in monologues three segments would drown it (docs/evaluations.md).
 */
const NEIGHBOURS = 3;
const NEIGHBOUR_WORDS = 100;

/** What an index keeps of one call. */
export function toDocuments(call: IndexableCall): CallDocuments {
  const texts = call.segments.map((segment) => plainWords(textOf(segment)));
  const speakers = new Map(
    call.parties.filter((party) => party.speakerId !== null).map((party) => [party.speakerId, party]),
  );
  const callTitle = plainWords(call.title);
  const personIds = call.parties.map((party) => party.personId).filter((id) => id !== null);
  const teammateIds = call.parties.filter((party) => party.isTeammate).map((party) => party.personId);
  const documents = call.segments.map((segment, at) => {
    const speaker = speakers.get(segment.speakerId);
    return {
      organizationId: call.organizationId,
      callId: call.callId,
      position: segment.position,
      workspaceId: call.workspaceId,
      isPrivate: call.isPrivate,
      teammateIds: teammateIds.filter((id) => id !== null),
      accountIds: call.accountIds,
      personIds,
      speakerId: speaker?.personId ?? null,
      side: speaker?.side ?? ('unknown' as const),
      kind: call.kind,
      platform: call.platform,
      startedAt: call.startedAt,
      text: texts[at] ?? '',
      neighbours:
        `${lastWords(texts.slice(Math.max(0, at - NEIGHBOURS), at))} ${firstWords(texts.slice(at + 1, at + 1 + NEIGHBOURS))}`.trim(),
      speakerName: plainWords(speaker?.name ?? ''),
      callTitle,
    };
  });
  return { organizationId: call.organizationId, callId: call.callId, documents };
}

const lastWords = (texts: string[]): string => texts.join(' ').split(' ').slice(-NEIGHBOUR_WORDS).join(' ');
const firstWords = (texts: string[]): string => texts.join(' ').split(' ').slice(0, NEIGHBOUR_WORDS).join(' ');
