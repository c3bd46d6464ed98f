import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type OrganizationId, type Side, toCallId, toOrganizationId } from '../../src/call.ts';
import { inventedWorld } from '../../src/demo/invented-world.ts';
import { transcriptSchema } from '../../src/gong/gong-schemas.ts';
import { toTurns } from '../../src/gong/to-call.ts';
import { readSimulatedData, type SimulatedData } from '../../src/gong-simulator/simulated-data.ts';
import type { CallDocuments } from '../../src/search/segment-index.ts';
import { toDocuments } from '../../src/search/to-documents.ts';
import { cutSegments, type Segment } from '../../src/segment.ts';
import type { IndexableCall } from '../../src/store/calls-to-index.ts';

export const BENCH_ORGANIZATION: OrganizationId = toOrganizationId('org_bench');
export const SEGMENTS_PER_CALL = 150;
const CALLS_PER_ACCOUNT = 16;
const PEOPLE = 400;
/** One word in 25 is replaced by a rare word from a long tail, like the names and products of real talk. */
const RARE_EVERY = 25;

/** The calls to grow the benchmark from: real calls if their folder exists, else the demo's invented calls. */
export async function readBenchSource(folder: string): Promise<{ name: string; segments: Segment[] }> {
  const folders = ['qmsum', 'earnings21'].map((name) => join(folder, name)).filter((path) => existsSync(path));
  const worlds: SimulatedData[] =
    folders.length > 0
      ? await Promise.all(folders.map((path) => readSimulatedData(path)))
      : [inventedWorld(new Date()).data];
  const segments = worlds.flatMap((data) =>
    [...data.transcripts.values()].flatMap((transcript) =>
      cutSegments(toCallId(transcript.callId), toTurns(transcriptSchema.parse(transcript)) ?? []),
    ),
  );
  return { name: folders.length > 0 ? 'real calls' : "the demo's invented calls", segments };
}

/** Calls in the form given to an index. */
export function* growCalls(source: readonly Segment[], segments: number): Generator<CallDocuments> {
  for (const call of growSpokenCalls(source, segments)) yield toDocuments(call);
}

export const toBenchDocuments = (call: IndexableCall): CallDocuments => toDocuments(call);

/**
 * Calls of 150 segments, unless told otherwise, grown from the source: runs of real talk, with rare words of a long tail mixed in. The same
 * number always gives the same calls.
 */
export function* growSpokenCalls(
  source: readonly Segment[],
  segments: number,
  ofEach: number = SEGMENTS_PER_CALL,
): Generator<IndexableCall> {
  const calls = Math.ceil(segments / ofEach);
  for (let at = 0; at < calls; at += 1) {
    const random = randomOf(at + 1);
    const first = Math.floor(random() * source.length);
    const speakers = [0, 1, 2].map((n) => ({
      id: `per_${Math.floor(random() * PEOPLE)}`,
      side: (n === 0 ? 'us' : 'customer') as Side,
    }));
    const startedAt = new Date(Date.UTC(2024, 0, 1) + (at / calls) * 3 * 365 * 86_400_000);
    const spoken: Segment[] = Array.from({ length: ofEach }, (_, position) => {
      const like = source[(first + position) % source.length] as Segment;
      const sentences = like.sentences.map((sentence) => ({ ...sentence, text: withRareWords(sentence.text, random) }));
      return { ...like, callId: toCallId(String(at)), position, speakerId: String(position % 3), sentences };
    });
    yield {
      organizationId: BENCH_ORGANIZATION,
      callId: toCallId(String(at)),
      revision: 1,
      title: `Call ${at}`,
      startedAt,
      kind: 'external',
      platform: at % 3 === 0 ? 'teams' : 'zoom',
      workspaceId: null,
      isPrivate: false,
      meaning: null,
      userIds: [],
      accountIds: [`acc_${Math.floor(at / CALLS_PER_ACCOUNT)}`],
      parties: speakers.map(({ id, side }, n) => ({
        speakerId: String(n),
        name: `Person ${id}`,
        side,
        personId: id,
      })),
      segments: spoken,
    };
  }
}

function withRareWords(text: string, random: () => number): string {
  const words = text.split(' ');
  const at = Math.floor(random() * RARE_EVERY);
  for (let n = at; n < words.length; n += RARE_EVERY) words[n] = `name${Math.floor(40_000 * random() ** 3)}`;
  return words.join(' ');
}

/** Mulberry32: small, seeded, the same everywhere. */
export function randomOf(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
