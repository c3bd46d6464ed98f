import type { AskDeps } from '../ask/ask-question.ts';
import type { Log } from '../log.ts';
import type { SearchDeps } from '../search/search-segments.ts';
import type { GongOpener } from '../sync/gong-opener.ts';
import type { WorkLimits } from '../work-limits.ts';

/** What the verbs behind the tools need. */
export type McpServices = AskDeps & SearchDeps & { opener: GongOpener; limits: WorkLimits; log: Log };
