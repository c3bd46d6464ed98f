import type { SimulatedCall, SimulatedTranscript } from '../../src/gong-simulator/simulated-data.ts';
import { simulatedData } from '../../src/gong-simulator/simulated-data.ts';

/** A few calls with a customer, every two days back from 20 November 2026; every sentence names its call. */
export function smallWorld(count: number, sentences = 4) {
  const calls: SimulatedCall[] = [];
  const transcripts: SimulatedTranscript[] = [];
  for (let at = 0; at < count; at += 1) {
    const id = String(5_000_000_000_000_000_000n + BigInt(at));
    const started = new Date(Date.UTC(2026, 10, 20, 10) - at * 2 * 86_400_000).toISOString();
    calls.push({
      metaData: {
        id,
        title: `Call ${at}`,
        started,
        scheduled: started,
        duration: 600,
        scope: 'External',
        system: 'Zoom',
        direction: 'Conference',
        isPrivate: false,
        workspaceId: '1',
      },
      parties: [
        {
          id: `${id}1`,
          name: 'Tove Brandt',
          emailAddress: 'tove@acme.example',
          speakerId: `${id}1`,
          affiliation: 'External',
          methods: ['Attendee'],
        },
        {
          id: `${id}2`,
          name: 'Robin',
          emailAddress: 'robin@ours.example',
          speakerId: `${id}2`,
          affiliation: 'Internal',
          methods: ['Attendee'],
        },
      ],
    });
    const spoken = Array.from({ length: sentences }, (_, n) => ({
      start: n * 3000,
      end: n * 3000 + 2500,
      text: `Sentence ${n} of call ${at} is about the price of item ${at * 100 + n}.`,
    }));
    transcripts.push({
      callId: id,
      transcript: spoken.map((one, n) => ({ speakerId: `${id}${1 + (n % 2)}`, topic: null, sentences: [one] })),
    });
  }
  return simulatedData({
    calls,
    transcripts,
    users: [{ id: '9', emailAddress: 'robin@ours.example', firstName: 'Robin' }],
  });
}
