import { codeOfFault, isRowsFault } from '../store/is-rows-fault.ts';
import type { RunContext } from './sync-context.ts';

/**
 * Writes rows together, and one by one when their content fails together: a row that cannot be stored fails alone.
 * Answers the rows that failed. Other failures rise.
 */
export async function settingAside<Row>(
  { log, run }: Pick<RunContext, 'log' | 'run'>,
  rows: readonly Row[],
  { write, idOf }: { write: (rows: readonly Row[]) => Promise<void>; idOf: (row: Row) => string },
): Promise<Row[]> {
  try {
    if (rows.length > 0) await write(rows);
    return [];
  } catch (error) {
    if (!isRowsFault(error)) throw error;
    const [only] = rows;
    if (rows.length === 1 && only !== undefined) {
      log.warn({ run: run.id, call: idOf(only), code: codeOfFault(error) }, 'sync: a call could not be stored');
      return [only];
    }
  }
  const failed: Row[] = [];
  for (const row of rows) failed.push(...(await settingAside({ log, run }, [row], { write, idOf })));
  return failed;
}
