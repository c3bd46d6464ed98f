import { createRoute, z } from '@hono/zod-openapi';
import { importAccounts, previewAccounts } from '../directory/import-accounts.ts';
import { importContacts, previewContacts } from '../directory/import-contacts.ts';
import { importedSchema } from '../directory/imported.ts';
import { parseColumnChoices } from '../directory/parse-column-choices.ts';
import { given } from '../given.ts';
import { type ImportWish, importPreviewSchema } from '../import-preview.ts';
import type { HttpServices } from './http-services.ts';
import { json, router, viewerOf } from './router.ts';

const readQuery = z.object({
  column: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .openapi({
      description:
        'Which field a column is, as `COLUMN:FIELD`, by header or as `#2` by position; several times for several. `COLUMN:` leaves one out. Other columns go by their headers.',
      example: 'Kunde:name',
    }),
  encoding: z
    .string()
    .max(40)
    .optional()
    .openapi({ description: 'Unset, the file tells: UTF-8, UTF-16 or Windows-1252.', example: 'windows-1250' }),
});
const importQuery = readQuery.extend({
  skip: z
    .enum(['true', 'false'])
    .default('false')
    .openapi({ description: '"true": leave out rows that cannot be taken. Otherwise one such row stops the file.' }),
});
const file = { body: { required: true, content: { 'text/csv': { schema: z.string() } } } };

const accountColumns =
  'CSV with the fields name (required), domain, aliases, crm_id and owner_email, under the headers of Salesforce, HubSpot, Dynamics or your own.';
const contactColumns =
  'CSV with the fields email (required), name or first_name and last_name, title, account (its name or a domain) and account_crm_id, under the headers of Salesforce, HubSpot, Dynamics or your own.';
const previewResponses = {
  200: json(importPreviewSchema, 'What would be added, changed and skipped, row by row.'),
};

const importAccountsRoute = createRoute({
  method: 'post',
  path: '/accounts/import',
  summary: 'Import accounts (admins)',
  description: `${accountColumns} Past calls are matched anew. Safe to repeat.`,
  request: { query: importQuery, ...file },
  responses: { 200: json(importedSchema, 'What became of the rows.') },
});

const previewAccountsRoute = createRoute({
  method: 'post',
  path: '/accounts/import/preview',
  summary: 'Show what an import of accounts would do (admins)',
  description: `${accountColumns} Nothing is changed.`,
  request: { query: readQuery, ...file },
  responses: previewResponses,
});

const importContactsRoute = createRoute({
  method: 'post',
  path: '/people/import',
  summary: 'Import contacts (admins)',
  description: `${contactColumns} Past calls are matched anew. Safe to repeat.`,
  request: { query: importQuery, ...file },
  responses: { 200: json(importedSchema, 'What became of the rows.') },
});

const previewContactsRoute = createRoute({
  method: 'post',
  path: '/people/import/preview',
  summary: 'Show what an import of contacts would do (admins)',
  description: `${contactColumns} Nothing is changed.`,
  request: { query: readQuery, ...file },
  responses: previewResponses,
});

/** Accounts and contacts from files. Bodies are read as bytes: a file tells its encoding itself. */
export function importsRoutes(services: HttpServices) {
  const bytesOf = async (request: { arrayBuffer: () => Promise<ArrayBuffer> }) =>
    new Uint8Array(await request.arrayBuffer());
  return router()
    .openapi(previewAccountsRoute, async (c) => {
      const wish = toWish(c.req.valid('query'));
      return c.json(await previewAccounts(services, viewerOf(c), await bytesOf(c.req), wish), 200);
    })
    .openapi(importAccountsRoute, async (c) => {
      const wish = toWish(c.req.valid('query'));
      return c.json(await importAccounts(services, viewerOf(c), await bytesOf(c.req), wish), 200);
    })
    .openapi(previewContactsRoute, async (c) => {
      const wish = toWish(c.req.valid('query'));
      return c.json(await previewContacts(services, viewerOf(c), await bytesOf(c.req), wish), 200);
    })
    .openapi(importContactsRoute, async (c) => {
      const wish = toWish(c.req.valid('query'));
      return c.json(await importContacts(services, viewerOf(c), await bytesOf(c.req), wish), 200);
    });
}

function toWish({ column, encoding, skip }: z.output<typeof readQuery> & { skip?: 'true' | 'false' }): ImportWish {
  const columns = column === undefined ? undefined : parseColumnChoices([column].flat());
  return given({ columns, encoding, skip: skip === 'true' });
}
