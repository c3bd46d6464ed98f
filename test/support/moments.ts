import { checkClaim } from '../../src/ask/check-claims.ts';
import type { Evidence } from '../../src/ask/gather-evidence.ts';
import { type Sentence, toCallId } from '../../src/call.ts';
import { textOf } from '../../src/segment.ts';
import type { HostileClaim } from '../ask/hostile-claims.ts';

type Moment = {
  id?: string;
  callId?: string;
  position?: number;
  sentences: Sentence[];
  speaker?: string;
  accounts?: string[];
  title?: string;
  startedAt?: Date;
};

/** Sentences of one turn as evidence; Tove Brandt of Acme says them, unless told otherwise. */
export function aMoment({ id = 's1', callId = '1', position = 0, sentences, ...told }: Moment): Evidence {
  const { speaker = 'Tove Brandt', accounts = ['Acme'], title = 'Renewal review', startedAt } = told;
  const segment = {
    callId: toCallId(callId),
    position,
    speakerId: '1',
    startMs: sentences[0]?.startMs ?? 0,
    endMs: sentences.at(-1)?.endMs ?? 0,
    sentences,
    speaker: { name: speaker, side: 'customer' as const, personId: null },
  };
  const call = {
    id: toCallId(callId),
    title,
    startedAt: startedAt ?? new Date('2026-11-09T10:00:00Z'),
    durationSeconds: 60,
    kind: 'external' as const,
    platform: 'zoom' as const,
    direction: 'conference' as const,
    gongUrl: null,
    accounts: accounts.map((name) => ({ id: name, name })),
    parties: [],
    transcript: { state: 'ready' as const, reason: null },
    isSearchable: true,
  };
  return { id, call, segment, text: textOf(segment), highlights: [], score: 1, isDirect: true };
}

/** Why a claim is removed when its quote was said so; null when it is kept. */
export function reasonToRemove({ said, quote = said, claim }: Pick<HostileClaim, 'said' | 'quote' | 'claim'>) {
  const sentences = said.split(/(?<=[.?!]) /).map((text, at) => ({ startMs: at * 1000, endMs: at * 1000 + 900, text }));
  const checked = checkClaim({ text: claim, citations: [{ evidenceId: 's1', quote }] }, [aMoment({ sentences })]);
  return checked.kind === 'kept' ? null : checked.reason;
}
