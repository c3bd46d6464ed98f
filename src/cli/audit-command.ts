import { showAudit } from '../access/show-audit.ts';
import { toRange } from '../asked-range.ts';
import { type AuditAction, auditActionSchema, toAuditAnswer } from '../audit.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand, UsageError } from './io.ts';
import { NONE, parseOptions } from './options.ts';

const PAGE = 500;

/** Prints a range's whole audit record, newest first, page by page. */
export const audit: RunCommand = async (services, args, io) => {
  const options = { from: 'string', to: 'string', action: 'string', without: 'string', json: 'boolean' } as const;
  const { values } = parseOptions(args, { ...ACTING, ...options }, NONE);
  const wish = { action: readAction(values.action), without: readAction(values.without) };
  const viewer = await actingAs(services, values);
  const range = { ...toRange(values, viewer), ...wish };
  let shown = 0;
  for (let page = await showAudit(services, viewer, { ...range, limit: PAGE }); ; ) {
    for (const record of page.records.map(toAuditAnswer)) io.out(values.json ? JSON.stringify(record) : lineOf(record));
    shown += page.records.length;
    if (!page.next) break;
    page = await showAudit(services, viewer, { ...range, limit: PAGE, after: page.next });
  }
  if (shown === 0) io.err('Nothing was recorded in that time.');
  return EXIT.done;
};

function readAction(given: string | undefined): AuditAction | undefined {
  const read = auditActionSchema.optional().safeParse(given);
  if (!read.success) throw new UsageError(`There is no action "${given}".`);
  return read.data;
}

const lineOf = ({ at, actor, action, subject, details }: ReturnType<typeof toAuditAnswer>): string => {
  const facts = Object.entries(details).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [at, actor.email ?? actor.memberId ?? 'operator', action, subject ?? '-', ...facts].join('  ');
};
