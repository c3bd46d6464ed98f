import { scopeOfOrganization } from '../access/scope.ts';
import { toOrganizationId } from '../call.ts';
import type { Embedder } from './embedder.ts';
import type { SearchEngine } from './segment-index.ts';

/** Any vector and nobody's calls: what is waited for is that the vectors stand ready. */
const NOTHING = { scope: scopeOfOrganization(toOrganizationId('org_none')), words: [] };

/**
 * Has the model inside and the vectors of the embedded engine ready before the first question, which waited seconds for
 * their threads. Endpoints and Elasticsearch are ready by themselves. Never throws: whoever asks hears of a failure.
 */
export async function warmUpMeaning({
  engine,
  embedder,
}: {
  engine: Pick<SearchEngine, 'kind' | 'live'>;
  embedder: Embedder;
}): Promise<void> {
  const meaning = { model: embedder.name, vector: Int8Array.of(1) };
  await Promise.allSettled([
    embedder.isChosen ? null : embedder.embedAtOnce(['What did they say about the price?']),
    engine.kind === 'embedded' ? engine.live.nearest({ ...NOTHING, meaning }, { limit: 1 }) : null,
  ]);
}
