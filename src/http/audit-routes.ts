import { createRoute, z } from '@hono/zod-openapi';
import { showAudit } from '../access/show-audit.ts';
import { instantSchema, toRange } from '../asked-range.ts';
import { auditActionSchema, auditRecordSchema, toAuditAnswer } from '../audit.ts';
import { AppError } from '../errors.ts';
import type { AuditKey } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import { instantAt } from '../time-window.ts';
import { json, router, viewerOf } from './router.ts';

const auditRoute = createRoute({
  method: 'get',
  path: '/audit',
  summary: 'Show what was changed, erased and read in bulk (admins)',
  request: {
    query: z.object({
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      action: auditActionSchema.optional().meta({ description: 'Only records of this action.' }),
      without: auditActionSchema.optional().meta({
        description: 'No records of this action: without `tool.called`, what agents read does not bury the rest.',
      }),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      cursor: z.string().optional(),
    }),
  },
  responses: {
    200: json(z.object({ records: z.array(auditRecordSchema), cursor: z.string().optional() }), 'Newest first.'),
  },
});

export function auditRoutes({ db }: { db: Db }) {
  return router().openapi(auditRoute, async (c) => {
    const viewer = viewerOf(c);
    const { limit, cursor, from, to, ...actions } = c.req.valid('query');
    const range = toRange({ from, to }, viewer);
    const page = { limit, ...(cursor && { after: parseCursor(cursor) }) };
    const { records, next } = await showAudit({ db }, viewer, { ...range, ...actions, ...page });
    return c.json({ records: records.map(toAuditAnswer), ...(next && { cursor: toCursor(next) }) }, 200);
  });
}

const toCursor = ({ at, id }: AuditKey): string => Buffer.from(`${at.getTime()}:${id}`).toString('base64url');

function parseCursor(cursor: string): AuditKey {
  const match = /^(\d{1,15}):(\w+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  const at = instantAt(Number(match?.[1]));
  if (!at || !match?.[2])
    throw new AppError('invalid_input', 'This cursor is not one of ours. Start again without a cursor.');
  return { at, id: match[2] };
}
