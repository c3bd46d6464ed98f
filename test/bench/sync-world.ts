import {
  type SimulatedCall,
  type SimulatedTranscript,
  simulatedData,
} from '../../src/gong-simulator/simulated-data.ts';

const DAY_MS = 86_400_000;
const WORDS =
  'price renewal pilot contract dashboard export login report training rollout budget review seats integration support'.split(
    ' ',
  );

export type SyncWorld = { calls: number; to: Date; lateUntil: Date; sentences: number };

/**
 * Calls over 24 months in two workspaces with ten customers; every twentieth transcript is late. The same arguments
 * give the same calls.
 */
export function syncWorld({ calls: count, to, lateUntil, sentences }: SyncWorld) {
  const calls: SimulatedCall[] = [];
  const transcripts: SimulatedTranscript[] = [];
  for (let at = 0; at < count; at += 1) {
    const id = String(7_000_000_000_000_000_000n + BigInt(at));
    const started = new Date(to.getTime() - ((at + 0.5) / count) * 730 * DAY_MS).toISOString();
    const domain = `customer${at % 10}.example`;
    const speakers = [`${id}1`, `${id}2`];
    calls.push({
      metaData: {
        id,
        title: `Call ${at}`,
        started,
        scheduled: started,
        duration: sentences * 4,
        scope: 'External',
        system: 'Zoom',
        direction: 'Conference',
        isPrivate: false,
        language: 'eng',
        workspaceId: String(1 + (at % 2)),
      },
      parties: [
        {
          id: `${id}3`,
          name: `Contact ${at % 50}`,
          emailAddress: `contact${at % 50}@${domain}`,
          speakerId: speakers[0],
          affiliation: 'External',
          methods: ['Attendee'],
        },
        {
          id: `${id}4`,
          name: `Colleague ${at % 7}`,
          emailAddress: `colleague${at % 7}@ours.example`,
          userId: String(100 + (at % 7)),
          speakerId: speakers[1],
          affiliation: 'Internal',
          methods: ['Attendee'],
        },
      ],
      ...(at % 20 === 7 && { simulator: { transcriptAt: lateUntil.toISOString() } }),
    });
    transcripts.push({
      callId: id,
      transcript: Array.from({ length: sentences / 3 }, (_, turn) => ({
        speakerId: speakers[turn % 2],
        topic: null,
        sentences: [0, 1, 2].map((n) => ({
          start: (turn * 3 + n) * 4000,
          end: (turn * 3 + n) * 4000 + 3800,
          text: `In call ${at} we looked at the ${WORDS[(at + turn + n) % WORDS.length]} and the ${WORDS[(at * 7 + turn * 3 + n) % WORDS.length]} of item ${turn * 3 + n} together.`,
        })),
      })),
    });
  }
  const users = Array.from({ length: 7 }, (_, at) => ({
    id: String(100 + at),
    emailAddress: `colleague${at}@ours.example`,
    firstName: 'Colleague',
    lastName: String(at),
  }));
  return simulatedData({ calls, transcripts, users });
}
