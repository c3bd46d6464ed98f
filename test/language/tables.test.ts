import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Table } from './table.ts';

const folder = new URL('./tables/', import.meta.url);

// The rules' readings of the phrases. `npm run check:language` shows whether the phrases would notice a missing rule.
for (const file of readdirSync(folder).sort()) {
  const { TABLES } = (await import(new URL(file, folder).href)) as { TABLES: Table[] };
  describe(file, () => {
    for (const { module, rows, read } of TABLES)
      test(`${module} reads ${rows.length} phrases as a careful person does`, async () => {
        const loaded = await import(new URL(`../../src/${module}`, import.meta.url).href);
        expect(rows.map(([phrase]) => [phrase, read(loaded, phrase)])).toEqual(rows);
      });
  });
}
