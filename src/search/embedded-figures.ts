import type { DatabaseSync } from 'node:sqlite';
import { isEveryCall, nameAccess } from '../access-filter.ts';
import type { OrganizationId } from '../call.ts';
import type { Stem } from '../language/words.ts';
import type { Scope } from '../viewer.ts';
import { conditionsOf, PRIVATE_CALLS, stemsExpression } from './embedded-query.ts';
import type { ReadableCalls } from './embedded-readable.ts';
import type { WordFigures } from './weigh-passages.ts';

/** Figures are kept for so many scopes. */
const MOST_SCOPES = 200;

/**
 * How many passages there are, and how many hold a word, within a scope. `isWhole`: the scope has everything in the
 * file, so that the engine's own figures, which cover the whole file, are the scope's. They cost nothing.
 */
export function openFigures(db: DatabaseSync, { version, rowsOf }: ReadableCalls) {
  const vocabulary = db.prepare("select doc from passage_vocabulary where term = ? and col = 'text'");
  const total = db.prepare('select passages from totals');
  const other = db.prepare(
    `select 1 where exists (select 1 from calls where organization < ?1) or exists (select 1 from calls where organization > ?1)
     or exists (select 1 from call_filters where call_filters match ?2)`,
  );
  const kept = { version: '', scopes: new Map<string, { passages: number | null; holding: Map<Stem, number> }>() };

  const isAlone = (organizationId: OrganizationId) => other.get(organizationId, PRIVATE_CALLS) === undefined;

  const count = (scope: Scope, stems: readonly Stem[]): number => {
    // A moment in the past hides calls that the reader may read: they count.
    const query = { scope: { ...scope, until: null }, words: [] };
    const within = conditionsOf(query, 'passages', rowsOf(scope));
    const row = db
      .prepare(
        `select count(*) as passages from passage_words words ${within.sql ? 'join passages on passages.id = words.rowid' : ''}
         where words.passage_words match ?${within.sql}`,
      )
      .get(stemsExpression(query, stems, 'text'), ...within.values);
    return Number(row?.passages);
  };

  const isWhole = (scope: Scope): boolean => isEveryCall(scope.access) && isAlone(scope.organizationId);

  return {
    isWhole,
    of(scope: Scope, stems: readonly Stem[]): WordFigures & { isWhole: boolean } {
      if (isWhole(scope))
        return {
          isWhole: true,
          passages: Number(total.get()?.passages),
          holding: new Map(stems.map((stem) => [stem, Number(vocabulary.get(stem)?.doc ?? 0)])),
        };
      const now = version();
      if (kept.version !== now || kept.scopes.size > MOST_SCOPES) kept.scopes.clear();
      kept.version = now;
      const name = `${scope.organizationId} ${nameAccess(scope.access)}`;
      const known = kept.scopes.get(name) ?? { passages: null, holding: new Map<Stem, number>() };
      kept.scopes.set(name, known);
      known.passages ??= count(scope, []);
      for (const stem of stems) if (!known.holding.has(stem)) known.holding.set(stem, count(scope, [stem]));
      const holding = new Map(stems.map((stem) => [stem, known.holding.get(stem) ?? 0]));
      return { isWhole: false, passages: known.passages, holding };
    },
  };
}
