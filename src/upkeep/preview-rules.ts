import { z } from 'zod';
import { checkAdmin } from '../access/check-admin.ts';
import { scopeOfPage } from '../access/scope.ts';
import { callReasonSchema } from '../call-state.ts';
import { callSummarySchema } from '../call-summary.ts';
import type { Rules } from '../exclusions.ts';
import { readableIds } from '../store/calls-reader.ts';
import { ruledCalls } from '../store/calls-walker.ts';
import type { Db } from '../store/db.ts';
import type { Viewer } from '../viewer.ts';
import { whyRuledOut } from './leave-out.ts';

const SAMPLE = 20;

/** How many stored calls would go, by reason, with a sample of those that the admin may read. */
export const rulesPreviewSchema = z.object({
  calls: z.number(),
  excluded: z.number(),
  tooOld: z.number(),
  sample: z.array(
    callSummarySchema.pick({ id: true, title: true, startedAt: true }).extend({ reason: callReasonSchema }),
  ),
});
export type RulesPreview = z.infer<typeof rulesPreviewSchema>;

/** Counts the stored calls against the given rules, and removes none. @throws AppError `forbidden`. */
export async function previewRules(
  { db, now }: { db: Db; now: () => Date },
  viewer: Viewer,
  rules: Rules,
): Promise<RulesPreview> {
  checkAdmin(viewer);
  const preview: RulesPreview = { calls: 0, excluded: 0, tooOld: 0, sample: [] };
  const scope = scopeOfPage(viewer);
  for await (const page of ruledCalls(db, viewer.organizationId)) {
    const isSampled = preview.sample.length < SAMPLE;
    const shown = isSampled
      ? await readableIds(
          db,
          scope,
          page.map(({ id }) => id),
        )
      : new Set();
    for (const call of page) {
      const reason = whyRuledOut(rules, call, now());
      if (!reason) continue;
      preview.calls += 1;
      if (reason === 'too_old') preview.tooOld += 1;
      else preview.excluded += 1;
      if (preview.sample.length < SAMPLE && shown.has(call.id))
        preview.sample.push({ id: call.id, title: call.title, startedAt: call.startedAt, reason });
    }
  }
  return preview;
}
