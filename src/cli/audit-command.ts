import { showAudit } from '../access/show-audit.ts';
import { toRange } from '../asked-range.ts';
import { toAuditAnswer } from '../audit.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand } from './io.ts';
import { NONE, parseOptions } from './options.ts';

const PAGE = 500;

/** Prints a range's whole audit record, newest first, page by page. */
export const audit: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(args, { ...ACTING, from: 'string', to: 'string', json: 'boolean' }, NONE);
  const viewer = await actingAs(services, values);
  const range = toRange(values, viewer);
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

const lineOf = ({ at, actor, action, subject, details }: ReturnType<typeof toAuditAnswer>): string => {
  const facts = Object.entries(details).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [at, actor.email ?? actor.memberId ?? 'operator', action, subject ?? '-', ...facts].join('  ');
};
