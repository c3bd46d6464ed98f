import { createHash } from 'node:crypto';
import { type Call, type CallId, type OrganizationId, type Party, type Turn, toCallId } from '../../src/call.ts';
import { linkCalls, readDirectory } from '../../src/directory/link-calls.ts';
import { embedCalls } from '../../src/search/embed-calls.ts';
import type { Embedder } from '../../src/search/embedder.ts';
import { indexCalls } from '../../src/search/index-calls.ts';
import type { SearchEngine } from '../../src/search/segment-index.ts';
import { cutSegments } from '../../src/segment.ts';
import { saveCalls } from '../../src/store/calls-store.ts';
import type { Db } from '../../src/store/db.ts';
import { saveTranscripts } from '../../src/store/transcripts-store.ts';
import { aCall, aParty, NOW, ORG, turns } from './builders.ts';

/** A call in few words: speakers, sentences, and any other facts. Speakers are `name@domain`. */
export type SpokenCall = Partial<Omit<Call, 'id' | 'parties'>> & {
  id: string;
  says: [speaker: string, text: string][];
  /** Invited, and not there. */
  absent?: string[];
};

/** As in Gong, a number without meaning. */
export const speakerIdOf = (email: string): string =>
  String(Number.parseInt(createHash('sha256').update(email).digest('hex').slice(0, 12), 16));

const toParty = (email: string): Party => {
  const [first = '', last = ''] = (email.split('@')[0] ?? '')
    .split('.')
    .map((part) => part[0]?.toUpperCase() + part.slice(1));
  const side = email.endsWith('@ours.example') ? 'us' : 'customer';
  return aParty({ speakerId: speakerIdOf(email), email, name: `${first} ${last}`.trim(), side });
};

/** Saves calls in the store as a sync does: linked to people and accounts, with transcripts. */
export async function saveSpokenCalls(
  db: Db,
  calls: readonly SpokenCall[],
  organizationId: OrganizationId = ORG,
): Promise<void> {
  const made = calls.map(({ id, says, absent = [], ...facts }) => {
    const away = absent.map((email) => ({ ...toParty(email), attended: false }));
    const there = [...new Set(says.map(([speaker]) => speaker))].map(toParty);
    return aCall({ ...facts, id: toCallId(id), parties: [...there, ...away] });
  });
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

const { signal } = new AbortController();
export const indexAll = (db: Db, engine: SearchEngine): Promise<number> =>
  indexCalls({ db, engine, now: () => NOW }, signal);

/** Gives every call of the organization vectors, and puts them into search. Answers how many calls got some. */
export const embedAll = (db: Db, engine: SearchEngine, embedder: Embedder): Promise<number> =>
  embedCalls({ db, embedder, indexer: { index: () => indexAll(db, engine) } }, ORG, signal);
