import { resolve } from 'node:path';
import { importAccounts, previewAccounts } from '../directory/import-accounts.ts';
import { importContacts, previewContacts } from '../directory/import-contacts.ts';
import { parseColumnChoices } from '../directory/parse-column-choices.ts';
import { given } from '../given.ts';
import type { ImportColumn, ImportPreview, ImportWish } from '../import-preview.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type Io, type RunCommand } from './io.ts';
import { parseOptions } from './options.ts';
import { readBytes } from './read-bytes.ts';
import { sayIfSearchIsAway } from './say-if-search-is-away.ts';

export const accountsImport = toCommand(importAccounts, previewAccounts);
export const contactsImport = toCommand(importContacts, previewContacts);

const OPTIONS = {
  ...ACTING,
  preview: 'boolean',
  json: 'boolean',
  skip: 'boolean',
  encoding: 'string',
  column: 'strings',
} as const;

function toCommand(importFile: typeof importAccounts, previewFile: typeof previewAccounts): RunCommand {
  return async (services, args, io, cwd) => {
    const { values, positionals } = parseOptions(args, OPTIONS, { min: 1, max: 1, what: 'FILE.csv' });
    const csv = await readBytes(resolve(cwd, positionals[0] ?? ''));
    const viewer = await actingAs(services, values);
    const wish: ImportWish = given({
      columns: values.column && parseColumnChoices(values.column),
      encoding: values.encoding,
      skip: values.skip === true,
    });
    if (values.preview) {
      const preview = await previewFile(services, viewer, csv, wish);
      if (values.json) io.out(JSON.stringify(preview));
      else printPreview(preview, io);
      return preview.missing === null ? EXIT.done : EXIT.failed;
    }
    const onRead = ({ columns }: { columns: readonly ImportColumn[] }) => {
      if (columns.some(({ header, field }) => header.toLowerCase() !== field)) io.err(toColumnsLine(columns));
    };
    const imported = await importFile(services, viewer, csv, { ...wish, onRead });
    io.out(JSON.stringify(imported));
    sayIfSearchIsAway(imported, io);
    return EXIT.done;
  };
}

function printPreview({ columns, encoding, missing, fields, counts, rows }: ImportPreview, io: Io): void {
  io.err(`Read as ${encoding}. ${toColumnsLine(columns)}`);
  if (missing !== null)
    io.err(`There is no column for "${missing}". Say which it is: --column HEADER:${missing} (${fields.join(', ')}).`);
  for (const { line, name, outcome, notes } of rows)
    io.out(`line ${line}\t${outcome}\t${name}${notes.length > 0 ? `\t${notes.join(' ')}` : ''}`);
  io.err(
    `Would be: ${Object.entries(counts)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', ')}. Nothing was changed.`,
  );
}

function toColumnsLine(columns: readonly ImportColumn[]): string {
  const used = columns.flatMap(({ header, field }) => (field === null ? [] : [`"${header}" is ${field}`]));
  const unused = columns.flatMap(({ header, position, field }) =>
    field === null ? [header === '' ? `column ${position}` : `"${header}"`] : [],
  );
  return `Columns: ${used.join(', ') || 'none is known'}${unused.length > 0 ? `; not used: ${unused.join(', ')}` : ''}.`;
}
