import { createHash } from 'node:crypto';
import { type Call, type CallId, type OrganizationId, type Party, type Turn, toCallId } from '../../src/call.ts';
import type { Embedder } from '../../src/search/embedder.ts';
import type { SearchEngine } from '../../src/search/segment-index.ts';
import { cutSegments } from '../../src/segment.ts';
import { saveCalls } from '../../src/store/calls-store.ts';
import type { Db } from '../../src/store/db.ts';
import { saveTranscripts } from '../../src/store/transcripts-store.ts';
import { indexCalls } from '../../src/sync/index-calls.ts';
import { linkCalls, readDirectory } from '../../src/sync/link-calls.ts';
import { aCall, aParty, NOW, ORG, turns } from './builders.ts';

/** A call in few words: who says what, and what else matters. Speakers are `name@domain`. */
export type SpokenCall = Partial<Omit<Call, 'id' | 'parties'>> & {
  id: string;
  says: [speaker: string, text: string][];
};

/** As in Gong, a number that tells nothing of who it is. */
export const speakerIdOf = (email: string): string =>
  String(Number.parseInt(createHash('sha256').update(email).digest('hex').slice(0, 12), 16));

const toParty = (email: string): Party => {
  const [first = '', last = ''] = (email.split('@')[0] ?? '')
    .split('.')
    .map((part) => part[0]?.toUpperCase() + part.slice(1));
  const side = email.endsWith('@ours.example') ? 'us' : 'customer';
  return aParty({ speakerId: speakerIdOf(email), email, name: `${first} ${last}`.trim(), side });
};

/** Takes calls the way of a sync into the store: linked to people and accounts, with their transcripts. */
export async function saveSpokenCalls(
  db: Db,
  calls: readonly SpokenCall[],
  organizationId: OrganizationId = ORG,
): Promise<void> {
  const made = calls.map(({ id, says, ...facts }) =>
    aCall({ ...facts, id: toCallId(id), parties: [...new Set(says.map(([speaker]) => speaker))].map(toParty) }),
  );
  const { links } = await linkCalls(db, organizationId, await readDirectory(db, organizationId), made, NOW);
  await saveCalls(
    db,
    organizationId,
    made.map((call, at) => ({ call, ...(links[at] ?? { parties: [], accountIds: [] }) })),
    NOW,
  );
  const spoken = new Map<CallId, Turn[]>(
    calls.map(({ id, says }) => [
      toCallId(id),
      turns(...says.map(([speaker, text]): [string, string] => [speakerIdOf(speaker), text])),
    ]),
  );
  await saveTranscripts(db, organizationId, spoken, cutSegments);
}

export const indexAll = (db: Db, engine: SearchEngine, embedder: Embedder | null = null): Promise<number> =>
  indexCalls({ db, engine, embedder, now: () => NOW }, new AbortController().signal);
