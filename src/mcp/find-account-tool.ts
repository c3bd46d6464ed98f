import { z } from 'zod';
import type { AccountWithCalls } from '../account.ts';
import { cutShort } from '../clean-text.ts';
import { showAccounts } from '../directory/show-accounts.ts';
import { defineTool } from './mcp-tool.ts';
import { inZone, LONGEST_TITLE, NOTICE, noticeSchema } from './said.ts';
import { fitPage } from './tool-result.ts';

export const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  domains: z.array(z.string()),
  ownerEmail: z.string().nullable(),
  calls: z.number().describe('That you may read.'),
  lastCallAt: z.string().nullable(),
  url: z.string(),
});

export const toAccount = (
  { id, name, domains, ownerEmail, calls, lastCallAt }: AccountWithCalls,
  { publicUrl, timeZone }: { publicUrl: string; timeZone: string },
): z.output<typeof accountSchema> => ({
  id,
  name: cutShort(name, LONGEST_TITLE),
  domains: domains.slice(0, 5),
  ownerEmail,
  calls,
  lastCallAt: lastCallAt && inZone(lastCallAt, timeZone),
  url: `${publicUrl}/accounts/${id}`,
});

export const findAccountTool = defineTool({
  name: 'find_account',
  title: 'Find an account',
  description:
    'Finds customers by a part of their name, alias or domain, those called just so first, then by latest call; without a text, the most ' +
    'recently spoken with. It knows accounts of calls that you may read, and nothing of deals, stages or amounts.',
  input: z.object({
    text: z.string().max(200).default('').describe('Part of a name or domain, e.g. "acme".'),
    limit: z.number().int().min(1).max(50).default(10),
  }),
  output: z.object({
    notice: noticeSchema,
    accounts: z.array(accountSchema),
    isAll: z.boolean().describe('False: more fit. Give more of the name, or a higher limit.'),
  }),
  async run(services, viewer, { text, limit }) {
    const accounts = await showAccounts(services, viewer, { text: text.trim(), limit: limit + 1 });
    const where = { publicUrl: services.publicUrl(), timeZone: viewer.timeZone };
    const { page, shown } = fitPage(accounts.slice(0, limit), (these) => ({
      notice: NOTICE,
      accounts: these.map((account) => toAccount(account, where)),
      isAll: these.length === accounts.length,
    }));
    return { result: page, shown };
  },
});
