import { asc, eq } from 'drizzle-orm';
import { type OrganizationId, toCallId } from '../../src/call.ts';
import type { Embedder } from '../../src/search/embedder.ts';
import type { SearchEngine } from '../../src/search/segment-index.ts';
import { toChunks } from '../../src/search/to-chunks.ts';
import { toSegment } from '../../src/store/calls-reader.ts';
import type { Db } from '../../src/store/db.ts';
import { calls, callVectors, segments } from '../../src/store/schema.ts';
import { aScope } from './builders.ts';

/**
 * What is lost, doubled or of another model among the vectors of an organization's calls, in the store and in the live
 * index; empty when every stretch of every call with words has one vector in each.
 */
export async function findVectorFaults(
  { db, engine, embedder }: { db: Db; engine: SearchEngine; embedder: Embedder },
  organizationId: OrganizationId,
): Promise<string[]> {
  const faults: string[] = [];
  const [vector] = await embedder.embedAtOnce(['expensive']);
  if (!vector) throw new Error('no vector to ask with');
  const scope = aScope(organizationId);
  for (const call of await db.select().from(calls).where(eq(calls.organizationId, organizationId))) {
    const spoken = await db.select().from(segments).where(eq(segments.callId, call.id)).orderBy(asc(segments.position));
    const wanted = toChunks({ title: call.title, segments: spoken.map(toSegment) }).map(({ first, last }) => [
      first,
      last,
    ]);
    const rows = await db.select().from(callVectors).where(eq(callVectors.callId, call.id));
    const stored = rows.flatMap(({ firsts, lasts }) => firsts.map((first, n) => [first, lasts[n]]));
    const isOfModel = [call.meaningModel, ...rows.map(({ model }) => model)].every((model) => model === embedder.name);
    const areWhole = rows.every(({ firsts, vectors }) => vectors.length === firsts.length * vector.length);
    const found = await engine.live.nearest(
      { scope, words: [], callIds: [toCallId(call.id)], meaning: { model: embedder.name, vector } },
      { limit: 1000 },
    );
    const inSearch = found.flatMap(({ passages }) => passages.map(({ first, last }) => [first, last]));
    const places = (of: unknown[][]) =>
      of
        .map((place) => place.join('–'))
        .toSorted()
        .join(', ') || 'none';
    if (!isOfModel || !areWhole) faults.push(`call ${call.id}: vectors of another model`);
    if (places(stored) !== places(wanted))
      faults.push(`call ${call.id}: ${places(stored)} stored of ${places(wanted)}`);
    if (places(inSearch) !== places(wanted))
      faults.push(`call ${call.id}: ${places(inSearch)} found of ${places(wanted)}`);
  }
  return faults;
}
