import type { CallDocuments } from './segment-index.ts';
import { toSegmentRow } from './stretches.ts';

/** A call as documents of Elasticsearch, under ids that stay: writing twice writes once. */
export function toElasticsearchDocuments(call: CallDocuments): { id: string; document: object }[] {
  const { segments, passages, callTitle, ...facts } = call;
  const prefix = `${call.organizationId}:${call.callId}`;
  return [
    ...segments.map(({ speakerId, side, ...segment }) => ({
      id: `${prefix}:${segment.position}`,
      document: {
        type: 'segment',
        ...facts,
        callTitle,
        speakerIds: speakerId === null ? [] : [speakerId],
        sides: [side],
        ...segment,
      },
    })),
    ...passages.map(({ first, last, vector }) => {
      const within = segments.slice(first, last + 1);
      return {
        id: `${prefix}:${first}-${last}`,
        document: {
          type: 'passage',
          ...facts,
          first,
          last,
          passage: within.map(({ text }) => text).join(' '),
          speakerNames: [...new Set(within.map(({ speakerName }) => speakerName))].join(' '),
          passageTitle: callTitle,
          speakerIds: [...new Set(within.flatMap(({ speakerId }) => (speakerId === null ? [] : [speakerId])))],
          sides: [...new Set(within.map(({ side }) => side))],
          segments: within.map(toSegmentRow),
          ...(vector && { vector }),
        },
      };
    }),
  ];
}
