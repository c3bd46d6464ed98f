import { z } from 'zod';
import { toRange } from '../asked-range.ts';
import { cutShort } from '../clean-text.ts';
import { showAccount } from '../directory/show-account.ts';
import { showActivities } from '../directory/show-activities.ts';
import { showPeople } from '../directory/show-people.ts';
import { accountInput, rangeInput } from './asked-input.ts';
import { accountSchema, toAccount } from './find-account-tool.ts';
import { defineTool } from './mcp-tool.ts';
import { inZone, LONGEST_TITLE, NOTICE, noticeSchema } from './said.ts';
import { listedCallSchema, toListedCall } from './shown-call.ts';
import { fitPage } from './tool-result.ts';
import { accountNamed } from './who-is-named.ts';

const MOST_CALLS = 10;
const MOST_PEOPLE = 12;
const MOST_TOPICS = 4;

export const accountOverviewTool = defineTool({
  name: 'account_overview',
  title: 'See an account at a glance',
  description:
    'Shows an account with its people, its latest calls and the topics of each: where to begin before a meeting. Then ask ' +
    'or search with this account for what was said. Topics are tracked words, not a judgement of how the account feels; ' +
    'deals, stages and renewals dates of a CRM are not known here.',
  input: z.object({ account: accountInput, ...rangeInput }),
  output: z.object({
    notice: noticeSchema,
    account: accountSchema,
    people: z.array(
      z.object({
        name: z.string(),
        email: z.string(),
        title: z.string().nullable(),
        calls: z.number(),
        lastCallAt: z.string().nullable(),
      }),
    ),
    totalCalls: z.number().describe('In the time asked for; list_calls lists all.'),
    latestCalls: z.array(
      listedCallSchema.extend({ topics: z.array(z.object({ name: z.string(), mentions: z.number() })) }),
    ),
  }),
  async run(services, viewer, { account: named, from, to }) {
    const accountId = await accountNamed(services, viewer, named);
    const account = await showAccount(services, viewer, accountId);
    const wish = { accountId, limit: MOST_CALLS, ...toRange({ from, to }, viewer) };
    const { calls, total } = await showActivities(services, viewer, wish);
    const people = await showPeople(services, viewer, { accountId, limit: 50 });
    const busiest = people.toSorted((a, b) => b.calls - a.calls).slice(0, MOST_PEOPLE);
    const where = { publicUrl: services.publicUrl(), timeZone: viewer.timeZone };
    const { page, shown } = fitPage(calls, (these) => ({
      notice: NOTICE,
      account: toAccount(account, where),
      people: busiest.map((one) => ({
        name: cutShort(one.name, LONGEST_TITLE),
        email: cutShort(one.email, LONGEST_TITLE),
        title: one.title && cutShort(one.title, LONGEST_TITLE),
        calls: one.calls,
        lastCallAt: one.lastCallAt && inZone(one.lastCallAt, viewer.timeZone),
      })),
      totalCalls: total,
      latestCalls: these.map((call) => ({
        ...toListedCall(call, where),
        topics: call.topics
          .slice(0, MOST_TOPICS)
          .map(({ name, mentions }) => ({ name: cutShort(name, LONGEST_TITLE), mentions })),
      })),
    }));
    return { result: page, shown };
  },
});
