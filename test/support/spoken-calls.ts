import { type Call, type CallId, type Party, type Turn, toCallId } from '../../src/call.ts';
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

const toParty = (email: string): Party => {
  const [first = '', last = ''] = (email.split('@')[0] ?? '')
    .split('.')
    .map((part) => part[0]?.toUpperCase() + part.slice(1));
  const side = email.endsWith('@ours.example') ? 'us' : 'customer';
  return aParty({ speakerId: email, email, name: `${first} ${last}`.trim(), side });
};

/** Takes calls the way of a sync into the store: linked to people and accounts, with their transcripts. */
export async function saveSpokenCalls(db: Db, calls: readonly SpokenCall[]): Promise<void> {
  const made = calls.map(({ id, says, ...facts }) =>
    aCall({ ...facts, id: toCallId(id), parties: [...new Set(says.map(([speaker]) => speaker))].map(toParty) }),
  );
  const { links } = await linkCalls(db, ORG, await readDirectory(db, ORG), made, NOW);
  await saveCalls(
    db,
    ORG,
    made.map((call, at) => ({ call, ...(links[at] ?? { parties: [], accountIds: [] }) })),
    NOW,
  );
  const spoken = new Map<CallId, Turn[]>(calls.map(({ id, says }) => [toCallId(id), turns(...says)]));
  await saveTranscripts(db, ORG, spoken, cutSegments);
}

export const indexAll = (db: Db, engine: SearchEngine, embedder: Embedder | null = null): Promise<number> =>
  indexCalls({ db, engine, embedder, now: () => NOW }, new AbortController().signal);
