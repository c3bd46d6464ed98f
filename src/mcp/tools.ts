import { accountOverviewTool } from './account-overview-tool.ts';
import { askTool } from './ask-tool.ts';
import { countMentionsTool } from './count-mentions-tool.ts';
import { coverageTool } from './coverage-tool.ts';
import { engagementTool } from './engagement-tool.ts';
import { findAccountTool } from './find-account-tool.ts';
import { getCallTool } from './get-call-tool.ts';
import { getMomentTool } from './get-moment-tool.ts';
import { getTranscriptTool } from './get-transcript-tool.ts';
import { listCallsTool } from './list-calls-tool.ts';
import type { McpTool } from './mcp-tool.ts';
import { searchMomentsTool } from './search-moments-tool.ts';
import { whyMissingTool } from './why-missing-tool.ts';

/** In the order that agents see them: what answers most questions first. */
export const TOOLS: readonly McpTool[] = [
  askTool,
  searchMomentsTool,
  countMentionsTool,
  getMomentTool,
  listCallsTool,
  getCallTool,
  getTranscriptTool,
  findAccountTool,
  accountOverviewTool,
  engagementTool,
  coverageTool,
  whyMissingTool,
];
