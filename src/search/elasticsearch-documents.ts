import { createHash } from 'node:crypto';
import { type CallDocuments, segmentsWithin } from './segment-index.ts';
import { toSegmentRow } from './stretches.ts';

/** Vectors of each model have a field of their own, which is added to the mapping when the first one comes. */
export const meaningField = (model: string, dimensions: number): string =>
  `meaning_${createHash('sha256').update(model).digest('hex').slice(0, 12)}_${dimensions}`;

/** A call as Elasticsearch documents. Their ids never change, so writing twice writes once. */
export function toElasticsearchDocuments(call: CallDocuments): { id: string; document: object }[] {
  const { segments, passages, meaning, callTitle, ...facts } = call;
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
    ...passages.map(({ first, last }) => {
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
        },
      };
    }),
    ...(meaning?.chunks ?? []).map(({ first, last, vector }) => {
      const spoken = segmentsWithin(segments, { first, last });
      return {
        id: `${prefix}:near:${first}-${last}`,
        document: {
          type: 'chunk',
          ...facts,
          first,
          last,
          speakerIds: [...new Set(spoken.flatMap(({ speakerId }) => (speakerId === null ? [] : [speakerId])))],
          sides: [...new Set(spoken.map(({ side }) => side))],
          segments: spoken.map(toSegmentRow),
          [meaningField(meaning?.model ?? '', vector.length)]: [...vector],
        },
      };
    }),
  ];
}
