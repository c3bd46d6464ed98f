import { type CallDocuments, segmentsWithin } from './segment-index.ts';
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
      const spoken = segmentsWithin(segments, { first, last });
      return {
        id: `${prefix}:${first}-${last}`,
        document: {
          type: 'passage',
          ...facts,
          first,
          last,
          passage: spoken.map(({ text }) => text).join(' '),
          speakerNames: [...new Set(spoken.map(({ speakerName }) => speakerName))].join(' '),
          passageTitle: callTitle,
          speakerIds: [...new Set(spoken.flatMap(({ speakerId }) => (speakerId === null ? [] : [speakerId])))],
          sides: [...new Set(spoken.map(({ side }) => side))],
          segments: spoken.map(toSegmentRow),
          ...(vector && { vector }),
        },
      };
    }),
  ];
}
