import { recordAudit } from '../store/audit-store.ts';
import type { Viewer } from '../viewer.ts';
import type { SearchRequest } from './search-request.ts';
import type { SearchHit, SearchResult } from './search-result.ts';
import { type SearchDeps, searchSegments } from './search-segments.ts';

export const MOST_IN_TABLE = 1000;
const PAGE = 100;

/**
 * All results of a search, up to a thousand, for a table. The request's limit, cursor and facets are ignored.
 * @throws AppError as a search does.
 */
export async function exportSearch(deps: SearchDeps, viewer: Viewer, request: SearchRequest): Promise<SearchHit[]> {
  const { cursor: _, ...whole } = { ...request, facets: false, limit: PAGE };
  const hits: SearchHit[] = [];
  let cursor: string | null = null;
  do {
    const page: SearchResult = await searchSegments(deps, viewer, { ...whole, ...(cursor !== null && { cursor }) });
    hits.push(...page.hits);
    cursor = page.cursor;
  } while (cursor !== null && hits.length < MOST_IN_TABLE);
  await recordAudit(deps.db, viewer, { action: 'search.exported', details: { rows: hits.length } }, deps.now());
  return hits;
}
