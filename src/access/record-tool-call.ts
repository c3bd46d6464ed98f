import { recordAudit } from '../store/audit-store.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';

/** Records which tool an agent called for a member, and how much it was shown; no word of either side. */
export const recordToolCall = (
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  { tool, shown }: { tool: string; shown: number },
): Promise<void> => recordAudit(db, viewer, { action: 'tool.called', details: { tool, shown } }, now());
