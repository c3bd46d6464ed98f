import { ne } from 'drizzle-orm';
import { createApiKey } from '../../src/access/create-api-key.ts';
import { createOrganization } from '../../src/access/create-organization.ts';
import { readMember } from '../../src/access/read-member.ts';
import { toOrganizationId } from '../../src/call.ts';
import { importAccounts } from '../../src/directory/import-accounts.ts';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { makeHttpApp } from '../../src/http/http-app.ts';
import { newId } from '../../src/ids.ts';
import { saveMember } from '../../src/store/members-store.ts';
import { callParties, users } from '../../src/store/schema.ts';
import { changeAccess } from '../../src/sync/change-access.ts';
import { connectWithKey } from '../../src/sync/connect-with-key.ts';
import { finishSync } from '../../src/sync/finish-sync.ts';
import { asAdmin } from '../support/as-admin.ts';
import { oneOf, seeded } from '../support/seeded.ts';
import { openTestServices } from '../support/test-services.ts';
import {
  type AccessWorld,
  accessWorld,
  oracleReads,
  randomPolicy,
  toSimulatedGong,
  type WorldCall,
  type WorldPolicy,
} from './access-world.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const signal = new AbortController().signal;

export type ProofSizes = { members: number; calls: number; policies: number; requests: number };
/** What differed from the oracle, and what of calls that may not be read stood in an answer. */
export type Proof = { requests: number; restricted: number; differences: string[]; leaks: string[] };

/**
 * A generated company synced from its Gong, with random policies. Random members send random requests over every way
 * to read, and what comes back is compared with the oracle's, and looked through for marks of calls not to be read.
 */
export async function proveAccess(
  seed: number,
  sizes: ProofSizes,
  settings: Record<string, string> = {},
  onProgress: (done: number) => void = () => {},
): Promise<Proof> {
  const world = accessWorld(seed, sizes);
  const opened = await openAccessOrganization(world, settings);
  const proof: Proof = { requests: 0, restricted: 0, differences: [], leaks: [] };
  const random = seeded(seed + 1);
  try {
    for (let round = 0; round < sizes.policies; round += 1) {
      const policy = randomPolicy(random, world);
      await opened.setPolicy(policy);
      const readableBy = (at: number) => world.calls.filter((call) => oracleReads(world, policy, at, call));
      for (let n = 0; n < sizes.requests; n += 1) {
        const check = oneOf(random, CHECKS);
        const former = check.of === 'former' ? oneOf(random, opened.formerAnswers) : null;
        const someone = Math.floor(random() * world.colleagues.length);
        const at = former?.at ?? (check.of === 'admins' ? someone - (someone % ADMIN_EACH) : someone);
        if (check.of === 'members' && isAdmin(at)) continue;
        const readable = readableBy(at);
        const hidden = world.calls.filter((call) => !readable.includes(call));
        if (hidden.length > 0) proof.restricted += 1;
        const what = `${policy.mode} ${world.colleagues[at]?.email} ${check.name}`;
        const seen: string[] = [];
        const ask: Ask = async (method, path, body, headers) => {
          const answer = await opened.call(at, method, path, body, headers);
          proof.requests += 1;
          seen.push(answer.text, JSON.stringify(answer.headers));
          if (answer.status === 500) proof.differences.push(`${what}: 500 ${answer.text.slice(0, 200)}`);
          return answer;
        };
        const use: Use = async (tool, input) => {
          const { status, text } = await opened.use(at, tool, input);
          proof.requests += 1;
          seen.push(text);
          if (status !== 200) proof.differences.push(`${what}: ${status} ${text.slice(0, 200)}`);
          return JSON.parse(text).result;
        };
        const context: Context = { world, opened, at, random, readable, hidden, ask, use, former };
        const wrong = await check.run(context);
        if (wrong !== null) proof.differences.push(`${what}: ${wrong}`);
        // What somebody writes themselves may come back to them.
        const all = seen.join('\n').toLowerCase();
        const text = isAdmin(at) ? all.replaceAll(NAMES, '') : all;
        const leaked = hidden.filter(({ mark }) => text.includes(mark) && !context.said?.includes(mark));
        if (leaked.length > 0) proof.leaks.push(`${what}: ${leaked.map(({ mark }) => mark).slice(0, 3)}`);
        onProgress(proof.requests);
      }
      for (let n = 0; n < ASKED_A_ROUND; n += 1) {
        const at = Math.floor(random() * world.colleagues.length);
        await opened.askBefore(at, idsOf(readableBy(at)));
      }
    }
    return proof;
  } finally {
    await opened.close();
  }
}

/** Every so many-th member is an admin: they know all names, and read the calls that anybody in their place would. */
const ADMIN_EACH = 6;
const isAdmin = (at: number): boolean => at % ADMIN_EACH === 0;
/** Marks in names. */
const NAMES = /guest\.?zq[a-z]{3}xv/g;
/** Questions asked under each policy, to be looked at under later ones. */
const ASKED_A_ROUND = 4;
const ASKED = [
  'How many calls did we have?',
  'How many calls mention the price?',
  'What was said about the price?',
  'Which accounts did we talk to this quarter?',
];

type Answered = {
  status: number;
  text: string;
  headers: Record<string, string>;
  json: () => ReturnType<typeof JSON.parse>;
};
/** A member's own answer, with the calls that they could read when asking. */
type FormerAnswer = { at: number; id: string; conversationId: string; readableThen: string[] };
type Ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answered>;
/** Calls a tool as an agent does. */
type Use = (tool: string, input: object) => Promise<ReturnType<typeof JSON.parse>>;
type Context = {
  world: AccessWorld;
  opened: Awaited<ReturnType<typeof openAccessOrganization>>;
  at: number;
  random: () => number;
  readable: WorldCall[];
  hidden: WorldCall[];
  ask: Ask;
  use: Use;
  /** An earlier answer of this member's; null for checks of other things. */
  former: FormerAnswer | null;
  said?: string;
};

/**
 * Everything by which words, names, titles or counts of calls can be read. Each answers what differs, or null. `members`
 * are asked where admins are told more, `former` is about somebody's own answers of before.
 */
const CHECKS: {
  name: string;
  of?: 'members' | 'admins' | 'former' | undefined;
  run: (context: Context) => Promise<string | null>;
}[] = [
  {
    name: 'lists calls',
    async run({ ask, readable }) {
      const found: string[] = [];
      let total = 0;
      for (let cursor = ''; ; ) {
        const page = (await ask('GET', `/calls?limit=50${cursor}`)).json();
        found.push(...page.calls.map(({ id }: { id: string }) => id));
        total = page.total;
        if (!page.cursor) break;
        cursor = `&cursor=${page.cursor}`;
      }
      return differ(found, idsOf(readable)) ?? differ([total], [readable.length]);
    },
  },
  {
    name: 'searches with facets',
    async run({ ask, readable, opened }) {
      const body = { query: 'price', facets: true, limit: 50 };
      const grouped = (await ask('POST', '/search', { ...body, groupBy: 'call' })).json();
      const { hits, total, facets } = (await ask('POST', '/search', body)).json();
      const wanted = readable.filter(({ prices }) => prices > 0);
      const found: string[] = [...hits, ...grouped.hits].map(({ callId }) => callId);
      const strange = found.filter((id) => !wanted.some((call) => call.id === id));
      if (strange.length > 0) return `found ${strange}`;
      const totals = differ([total, grouped.total], [sum(wanted.map(({ prices }) => prices)), wanted.length]);
      const counted = opened.accountIds.map((id, account) => [id, ofAccount(wanted, account).length]);
      return totals ?? differ(facets.accounts.map(toPair), counted.filter(isSome));
    },
  },
  {
    name: 'searches for a mark',
    async run(context) {
      const call = oneOf(context.random, context.world.calls);
      context.said = call.mark;
      const query = `"word${call.mark}"`;
      const { total } = (await context.ask('POST', '/search', { query, limit: 5 })).json();
      return differ([total], [context.readable.includes(call) ? 1 : 0]);
    },
  },
  {
    name: 'searches titles',
    async run(context) {
      const call = oneOf(context.random, context.world.calls);
      context.said = call.mark;
      const query = `${call.mark} in:title`;
      const { total } = (await context.ask('POST', '/search', { query, groupBy: 'call', limit: 5 })).json();
      return differ([total], [context.readable.includes(call) ? 1 : 0]);
    },
  },
  ...['', '/transcript', '/topics', '/status', '/media'].map((rest) => ({
    name: `opens a call${rest}`,
    of: rest === '/status' ? ('members' as const) : undefined,
    async run({ ask, random, world, readable }: Context) {
      const call = oneOf(random, world.calls);
      const { status, text, headers } = await ask('GET', `/calls/${call.id}${rest}`);
      if (readable.includes(call)) return differ([status], [200]);
      const unknown = await ask('GET', `/calls/${UNKNOWN_CALL}${rest}`);
      const shown = [withoutRequest(text), ...headersOf(headers)];
      return differ([status, ...shown], [404, withoutRequest(unknown.text), ...headersOf(unknown.headers)]);
    },
  })),
  {
    name: 'plays a recording',
    async run({ ask, random, hidden }) {
      if (hidden.length === 0) return null;
      const path = `/calls/${oneOf(random, hidden).id}/media/audio`;
      // Of a copy that the browser may still have, the server says no more than of one it never had.
      const headers = oneOf(random, [{}, { 'if-none-match': '*' }, { range: 'bytes=0-9' }]);
      const { status } = await ask('GET', path, undefined, headers);
      return differ([status], [404]);
    },
  },
  {
    name: 'looks for moments like one',
    async run({ ask, random, world, readable }) {
      const call = oneOf(random, world.calls);
      const { status, text } = await ask('GET', `/calls/${call.id}/related?atMs=0`);
      if (readable.includes(call)) return status === 200 || status === 404 ? null : `${status} ${text.slice(0, 99)}`;
      return status === 200 && JSON.parse(text).moments.length > 0 ? 'moments like one of a hidden call' : null;
    },
  },
  {
    name: 'lists accounts',
    async run({ ask, readable, opened, world }) {
      const { accounts } = (await ask('GET', '/accounts?limit=100')).json();
      const told = new Map(accounts.map((one: { id: string; calls: number }) => [one.id, one.calls]));
      for (const [account, id] of opened.accountIds.entries()) {
        const count = ofAccount(readable, account).length;
        if (told.has(id) && told.get(id) !== count)
          return `${world.accounts[account]?.name}: ${told.get(id)}, not ${count}`;
        if (count > 0 && !told.has(id)) return `${world.accounts[account]?.name} is missing`;
      }
      return null;
    },
  },
  {
    name: 'opens an account',
    async run({ ask, random, readable, opened }) {
      const account = Math.floor(random() * opened.accountIds.length);
      const wanted = ofAccount(readable, account);
      const { status, json } = await ask('GET', `/accounts/${opened.accountIds[account]}/activities?limit=100`);
      if (status === 404) return wanted.length === 0 ? null : 'not found';
      return differ([json().total], [wanted.length]);
    },
  },
  {
    name: 'lists people',
    of: 'members',
    async run({ ask, readable }) {
      const { people } = (await ask('GET', '/people?kind=contact&limit=100')).json();
      const marks = readable.filter(({ accounts }) => accounts.length > 0);
      if (marks.length > 40) return null;
      return differ([people.length], [sum(marks.map(({ accounts }) => accounts.length))]);
    },
  },
  {
    name: 'looks for a person',
    of: 'members',
    async run(context) {
      const { ask, random, world, readable } = context;
      const call = oneOf(random, world.calls);
      context.said = call.mark;
      const { people } = (await ask('GET', `/people?query=guest${call.mark}`)).json();
      return differ([people.length], [readable.includes(call) ? call.accounts.length : 0]);
    },
  },
  ...(['account', 'teammate', 'week'] as const).map((by) => ({
    name: `reports engagement by ${by}`,
    async run({ ask, readable, opened }: Context) {
      const range = 'from=2026-09-01&to=2026-12-01';
      const { rows } = (await ask('GET', `/reports/engagement?by=${by}&${range}`)).json();
      await ask('GET', `/reports/engagement?by=${by}&${range}`, undefined, { accept: 'text/csv' });
      if (by === 'week') return differ([sum(rows.map((row: { calls: number }) => row.calls))], [readable.length]);
      if (by === 'teammate') return null;
      const wanted = opened.accountIds.map((id, account) => [id, ofAccount(readable, account).length]);
      return differ(rows.map(toPair).filter(isSome), wanted.filter(isSome));
    },
  })),
  {
    name: 'reports trackers',
    async run({ ask, readable }) {
      const report = (await ask('GET', '/reports/trackers?from=2026-09-01&to=2026-12-01')).json();
      const pricing = report.trackers.find(({ id }: { id: string }) => id === 'pricing');
      return differ([pricing?.mentions ?? 0], [sum(readable.map(({ prices }) => prices))]);
    },
  },
  {
    name: 'lists trackers',
    async run({ ask, readable }) {
      const { trackers } = (await ask('GET', '/trackers')).json();
      const pricing = trackers.find(({ id }: { id: string }) => id === 'pricing');
      return differ([pricing.calls], [readable.filter(({ prices }) => prices > 0).length]);
    },
  },
  {
    name: 'asks how many calls said it',
    async run({ ask, readable }) {
      const { census } = (await ask('POST', '/ask', { question: 'How many calls mention the price?' })).json();
      const wanted = readable.filter(({ prices }) => prices > 0);
      return differ([census?.calls ?? 0], [wanted.length]);
    },
  },
  {
    name: 'asks how many calls there were',
    async run({ ask, readable }) {
      const { searched } = (await ask('POST', '/ask', { question: 'How many calls did we have?' })).json();
      return differ([searched.inScope], [readable.length]);
    },
  },
  ...[
    'What was said about the price?',
    'Summarize the pricing conversations',
    'Which customers never mentioned the price?',
    'Who talked most?',
    'What did @Abrovane say about the price?',
    'What did Abrovane and Belkindra say?',
    'Which accounts did we talk to this quarter?',
    'What was discussed in the last call?',
    'What can I ask about?',
  ].map((question) => ({
    name: `asks "${question}"`,
    async run({ ask }: Context) {
      const { status, text } = await ask('POST', '/ask', { question });
      return status === 200 ? null : `${status} ${text.slice(0, 200)}`;
    },
  })),
  {
    name: 'asks about a person of one call',
    async run(context) {
      const { ask, random, world, readable } = context;
      const call = oneOf(random, world.calls);
      context.said = call.mark;
      const { citations } = (
        await ask('POST', '/ask', { question: `What did @"Guest${call.mark} of ${call.accounts[0]}" say?` })
      ).json();
      return readable.includes(call) || citations.length === 0 ? null : 'citations of a hidden call';
    },
  },
  {
    name: 'reads what a colleague shared',
    async run(context) {
      const { ask, random, opened, world } = context;
      const shared = oneOf(random, opened.sharedAnswers);
      const { status, json } = await ask('GET', `/answers/${shared.id}`);
      await ask('GET', `/answers/${shared.id}`, undefined, { accept: 'text/markdown' });
      if (status !== 200) return `${status}`;
      const answer = json();
      const readable = new Set(idsOf(context.readable));
      const strange = answer.citations.filter(({ callId }: { callId: string }) => !readable.has(callId));
      if (strange.length > 0) return `cites ${strange[0].callId}`;
      const isAll = readable.size === world.calls.length;
      return isAll || answer.census === null ? null : 'counts more than its reader may read';
    },
  },
  {
    name: 'exports a search',
    async run({ ask, readable }) {
      const { text } = await ask('POST', '/search', { query: 'price', limit: 100 }, { accept: 'text/csv' });
      const rows = text.trim().split('\n').length - 1;
      return rows <= sum(readable.map(({ prices }) => prices)) + 1 ? null : `${rows} rows`;
    },
  },
  {
    name: 'has an agent list calls',
    async run({ use, readable }) {
      const found: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const { structuredContent: page } = await use('list_calls', { limit: 50, ...(cursor && { cursor }) });
        found.push(...page.calls.map(({ id }: { id: string }) => id));
        cursor = page.cursor;
        if (page.total !== readable.length) return `${page.total}, not ${readable.length}`;
        if (!cursor) return differ(found, idsOf(readable));
      }
    },
  },
  {
    name: 'has an agent search',
    async run({ use, readable }) {
      const { structuredContent } = await use('search_moments', { query: 'price' });
      return differ([structuredContent.total], [sum(readable.map(({ prices }) => prices))]);
    },
  },
  {
    name: 'has an agent count',
    async run({ use, readable }) {
      const { structuredContent } = await use('count_mentions', { words: ['price'] });
      const wanted = readable.filter(({ prices }) => prices > 0);
      return differ([structuredContent.calls, structuredContent.searchedCalls], [wanted.length, readable.length]);
    },
  },
  {
    name: 'has an agent see what answers can rest on',
    async run({ use, at, readable, hidden, world }) {
      const { calls, readsEveryCall, hiddenFromYou } = (await use('coverage', {})).structuredContent;
      if (readsEveryCall && readable.length < world.calls.length) return 'said to read every call';
      return differ([calls, hiddenFromYou], [readable.length, isAdmin(at) ? hidden.length : null]);
    },
  },
  ...(['get_call', 'get_transcript', 'get_moment', 'why_missing'] as const).map((tool) => ({
    name: `has an agent open a call by ${tool}`,
    of: tool === 'why_missing' ? ('members' as const) : undefined,
    async run({ use, random, world, readable }: Context) {
      const call = oneOf(random, world.calls);
      const of = (callId: string) => use(tool, { callId, ...(tool === 'get_moment' && { startMs: 0 }) });
      const { isError, content } = await of(call.id);
      if (readable.includes(call)) return isError ? content[0].text : null;
      return differ([isError, content[0].text], [true, (await of(UNKNOWN_CALL)).content[0].text]);
    },
  })),
  {
    name: 'has an agent look at an account',
    async run({ use, random, readable, opened }) {
      const account = Math.floor(random() * opened.accountIds.length);
      const wanted = ofAccount(readable, account);
      const { isError, structuredContent } = await use('account_overview', { account: opened.accountIds[account] });
      if (isError) return wanted.length === 0 ? null : 'not found';
      return differ([structuredContent.totalCalls, structuredContent.account.calls], [wanted.length, wanted.length]);
    },
  },
  {
    name: 'has an agent find accounts',
    async run({ use, readable, opened }) {
      const { accounts } = (await use('find_account', { limit: 50 })).structuredContent;
      const wanted = opened.accountIds.map((id, account) => [id, ofAccount(readable, account).length]);
      return differ(accounts.map(toPair).filter(isSome), wanted.filter(isSome));
    },
  },
  {
    name: 'has an agent report engagement',
    async run({ use, readable, opened }) {
      const period = { from: '2026-09-01', to: '2026-12-01' };
      const { rows } = (await use('engagement', period)).structuredContent;
      const counted = rows.map(({ id, now }: { id: string; now: { calls: number } }) => [id, now.calls]);
      const wanted = opened.accountIds.map((id, account) => [id, ofAccount(readable, account).length]);
      return differ(counted.filter(isSome), wanted.filter(isSome));
    },
  },
  {
    name: 'has an agent ask',
    async run({ use, readable }) {
      const { citations } = (await use('ask', { question: 'What was said about the price?' })).structuredContent;
      const strange = citations.filter(({ callId }: { callId: string }) => !idsOf(readable).includes(callId));
      return strange.length > 0 ? `cites ${strange[0].callId}` : null;
    },
  },
  {
    name: 'has an agent read on in what a colleague shared',
    async run({ use, random, opened, readable, world }) {
      const cursor = `${oneOf(random, opened.sharedAnswers).id}.0.0`;
      // An answer that shows no count to its reader is refused as none.
      const counted = await use('count_mentions', { words: ['price'], cursor });
      const { list, mentions } = counted.isError ? { list: [], mentions: 0 } : counted.structuredContent;
      const { citations } = (await use('ask', { cursor })).structuredContent;
      if (readable.length < world.calls.length && mentions > 0) return 'counts more than its reader may read';
      const named = [...list.map(({ id }: { id: string }) => id), ...citations.map((one: Cited) => one.callId)];
      const strange = named.filter((id) => !idsOf(readable).includes(id));
      return strange.length > 0 ? `names ${strange[0]}` : null;
    },
  },
  ...(['calls', 'accounts', 'people', 'speakers', 'accountIds'] as const).map((list) => ({
    name: `sends a plan with ${list} that may not be read`,
    of: 'members' as const,
    async run({ ask, random, opened, readable, hidden }: Context) {
      const call = oneOf(random, hidden.length > 0 ? hidden : readable);
      const accounts = opened.accountIds.filter((_, at) => ofAccount(readable, at).length === 0);
      const persons = opened.personIdsOf(call.id);
      const ids = list === 'calls' ? [call.id] : list.startsWith('account') ? accounts : persons;
      const [id] = hidden.length > 0 ? ids : [];
      if (id === undefined) return null;
      const question = 'What was said about the price?';
      const { plan } = (await ask('POST', '/ask', { question })).json();
      const toldOf = async (named: string) => {
        const given = list === 'accountIds' ? { accountIds: [named] } : {};
        const asked = { ...plan, ...(list !== 'accountIds' && { [list]: [{ id: named, name: 'Guess' }] }) };
        const answer = await ask('POST', '/ask', { question, plan: asked, ...given });
        const answerId = answer.status === 200 ? answer.json().id : 'none';
        const kept = await ask('PUT', `/answers/${answerId}/case`, { moments: [] });
        const replayed = await ask('POST', `/answers/${answerId}/replay`);
        const calls = await ask('GET', `/answers/${answerId}/case/calls`);
        if (kept.status === 200) await opened.send(opened.adminKey, 'DELETE', `/cases/${kept.json().id}`);
        return [answer, kept, replayed, calls].flatMap(({ status, text }) => [status, withoutIds(text)]);
      };
      return differ(await toldOf(id), await toldOf(list === 'calls' ? UNKNOWN_CALL : 'none_such'));
    },
  })),
  {
    name: 'keeps a case with a moment',
    async run({ ask, random, opened, world, readable }) {
      const call = oneOf(random, world.calls);
      const { id } = (await ask('POST', '/ask', { question: 'What was said about the price?' })).json();
      const keep = (callId: string) =>
        ask('PUT', `/answers/${id}/case`, { moments: [{ callId, startMs: 0, endMs: 4000 }] });
      const { status, text, json } = await keep(call.id);
      const offered = (await ask('GET', `/answers/${id}/case/calls`)).json().calls;
      const strange = offered.filter((one: { id: string }) => !idsOf(readable).includes(one.id));
      if (strange.length > 0) return `offers ${strange[0].id}`;
      if (status === 200) await opened.send(opened.adminKey, 'DELETE', `/cases/${json().id}`);
      if (readable.includes(call)) return differ([status], [200]);
      return differ([status, withoutRequest(text)], [404, withoutRequest((await keep(UNKNOWN_CALL)).text)]);
    },
  },
  {
    name: 'looks at an own answer of before',
    of: 'former',
    async run({ ask, readable, former }) {
      if (!former) return null;
      const answer = (await ask('GET', `/answers/${former.id}`)).json();
      await ask('GET', `/answers/${former.id}`, undefined, { accept: 'text/markdown' });
      const told = await ask('GET', `/conversations/${former.conversationId}`);
      const replayed = await ask('POST', `/answers/${former.id}/replay`);
      const next = { question: 'Shorter, please', conversationId: former.conversationId };
      const answers = [answer, ...told.json().answers, (await ask('POST', '/ask', next)).json()];
      if (replayed.status === 200) answers.push(replayed.json().answer);
      const now = new Set(idsOf(readable));
      const cited = answers.flatMap((one) => one.citations.map(({ callId }: Cited) => callId));
      const pieces = replayed.status === 200 ? [...replayed.json().gone, ...replayed.json().added] : [];
      const of = pieces.map(
        (one: { segmentId?: string; callId?: string }) => one.callId ?? one.segmentId?.split(':')[0],
      );
      const strange = [...cited, ...of].filter((callId) => !now.has(callId));
      if (strange.length > 0) return `names ${strange[0]}`;
      const isAsThen = former.readableThen.every((id) => now.has(id));
      if (isAsThen || (answer.census === null && answer.searched.inScope === 0)) return null;
      return `counts ${former.readableThen.length} calls of then, of which some may not be read now`;
    },
  },
  {
    name: 'looks at what is another’s',
    of: 'former',
    async run({ world, opened, former, random }) {
      if (!former) return null;
      const other = (former.at + 1 + Math.floor(random() * (world.colleagues.length - 1))) % world.colleagues.length;
      const statuses = [];
      for (const path of [`/answers/${former.id}`, `/conversations/${former.conversationId}`])
        statuses.push((await opened.call(other, 'GET', path)).status);
      statuses.push((await opened.call(other, 'POST', `/answers/${former.id}/replay`)).status);
      statuses.push((await opened.call(other, 'PUT', `/answers/${former.id}/case`, { moments: [] })).status);
      return differ(statuses, [404, 404, 404, 404]);
    },
  },
  {
    name: 'as an admin lists who is nobody’s, and the test questions',
    of: 'admins',
    async run({ ask, readable, opened }) {
      const { participants } = (await ask('GET', '/people/unlinked')).json();
      const cases = (await ask('GET', '/cases')).json().cases as { id: string; moments: Cited[]; isInPart: boolean }[];
      const now = idsOf(readable);
      const named = [...participants, ...cases.flatMap(({ moments }) => moments)].map(({ callId }: Cited) => callId);
      const strange = named.find((id) => !now.includes(id));
      const kept = cases.find(({ id }) => id === opened.keptCase.id);
      if (strange !== undefined) return `names ${strange}`;
      return differ(
        [kept?.moments.length, kept?.isInPart],
        now.includes(opened.keptCase.callId) ? [1, false] : [0, true],
      );
    },
  },
  {
    name: 'as an admin asks why something is missing',
    of: 'admins',
    async run(context) {
      const { ask, random, world, readable } = context;
      const call = oneOf(random, world.calls);
      const why = async (by: string) =>
        (await ask('GET', `/integrations/gong/why?${by}`))
          .json()
          .explanations.map((one: { cause: string }) => one.cause);
      await why(`callId=${call.id}`);
      context.said = call.mark;
      const causes = [...(await why(`title=${call.mark}`)), ...(await why(`person=guest${call.mark}`))];
      const isHere = readable.includes(call);
      const person = isHere && call.accounts.length > 0 ? 'person_linked' : 'person_not_seen';
      return differ(causes, [isHere ? 'searchable' : 'no_such_title', person]);
    },
  },
];

type Cited = { callId: string };

const ofAccount = (calls: readonly WorldCall[], account: number) =>
  calls.filter((call) => call.accounts.includes(account));
const toPair = ({ id, calls }: { id: string; calls: number }): [string, number] => [id, calls];
const isSome = ([, count]: (string | number)[]): boolean => count !== 0;
const idsOf = (calls: readonly WorldCall[]): string[] => calls.map(({ id }) => id);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
/** A number such as Gong gives, of no call. */
const UNKNOWN_CALL = '5999999999999999999';
const headersOf = (headers: Record<string, string>): string[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    /^(?:x-request-id|date)$/.test(name) ? [] : [`${name}: ${value}`],
  );
/** What is of this answer alone, and what the asker sent. */
const withoutIds = (text: string): string =>
  withoutRequest(text)
    .replaceAll(/"timingsMs":\{[^}]*\}/g, '')
    .replaceAll(/\b(?:ans|con|cas|acc|per)_\w+|none_such/g, '');
const withoutRequest = (text: string): string => text.replace(/"requestId":"[^"]*"/, '').replace(/\d{7,}/g, '');
function differ(found: readonly unknown[], wanted: readonly unknown[]): string | null {
  const [one, other] = [found, wanted].map((all) => all.map(String).toSorted().join());
  return one === other ? null : `${one?.slice(0, 200)} — not — ${other?.slice(0, 200)}`;
}

/** The company behind the real HTTP application: synced, its members with a key each. */
export async function openAccessOrganization(world: AccessWorld, settings: Record<string, string> = {}) {
  const { services, close } = await openTestServices(settings, () => NOW);
  const simulator = await startGongSimulator(toSimulatedGong(world), {
    port: 0,
    accessKey: 'k',
    accessKeySecret: 's',
    perSecond: 1000,
    perDay: 1_000_000,
    now: () => NOW,
  });
  const { db } = services;
  const made = await createOrganization(services, {
    name: 'Ours',
    adminEmail: 'robin@ours.example',
    domains: ['ours.example'],
  });
  const organizationId = toOrganizationId(made.id);
  const csv = world.accounts.map(({ name, domain, ownerEmail }) => `${name},${domain},${ownerEmail ?? ''}`);
  await asAdmin(services, made.id, importAccounts, ['name,domain,owner_email', ...csv].join('\n'));
  const access = {
    accessKey: 'k',
    accessKeySecret: 's',
    baseUrl: simulator.url,
    turnsSyncOn: true,
    isByOperator: true,
  };
  await asAdmin(
    services,
    made.id,
    connectWithKey,
    { ...access, limits: { perSecond: 1000, perDay: 1_000_000 } },
    signal,
  );
  const keys: string[] = [];
  const memberIds: string[] = [];
  for (const { email } of world.colleagues) {
    const userId = newId('usr');
    await db.insert(users).values({ id: userId, name: email, email, emailVerified: true });
    const memberId = newId('mem');
    const role = isAdmin(keys.length) ? 'admin' : 'member';
    await saveMember(db, { id: memberId, organizationId, userId, role, createdAt: NOW });
    memberIds.push(memberId);
    keys.push((await createApiKey(services, await readMember(services, made.id, email), 'theirs')).key);
  }
  const run = await asAdmin(services, made.id, finishSync, { from: new Date('2026-09-01'), to: NOW });
  if (run.state !== 'done') throw new Error(`the sync ended ${run.state}: ${run.error}`);
  const http = makeHttpApp(services);
  const send = async (
    key: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const response = await http.request(`/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const told = Object.fromEntries(response.headers);
    return { status: response.status, text, headers: told, json: () => JSON.parse(text) };
  };
  const use = async (key: string, name: string, input: object) => {
    const response = await http.request('/mcp', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } }),
    });
    const text = await response.text();
    return { status: response.status, text: /^data: (\{.*)$/m.exec(text)?.[1] ?? text };
  };
  const { accounts } = (await send(made.apiKey, 'GET', '/accounts?limit=100')).json();
  const accountIds = world.accounts.map(
    ({ name }) => accounts.find((one: { name: string }) => one.name === name).id as string,
  );
  const sharedAnswers: { id: string }[] = [];
  for (const question of ['How many calls mention the price?', 'What was said about the price?', 'Who talked most?']) {
    const { id } = (await send(made.apiKey, 'POST', '/ask', { question })).json();
    await send(made.apiKey, 'PUT', `/answers/${id}/sharing`, { isShared: true });
    sharedAnswers.push({ id });
  }
  const formerAnswers: FormerAnswer[] = [];
  const askBefore = async (at: number, readableThen: string[]) => {
    const question = ASKED[formerAnswers.length % ASKED.length];
    const { id, conversationId } = (await send(keys[at] ?? '', 'POST', '/ask', { question })).json();
    formerAnswers.push({ at, id, conversationId, readableThen });
  };
  // Nothing was chosen yet, so everybody reads every call.
  const everyCall = world.calls.map(({ id }) => id);
  for (const [at] of world.colleagues.slice(0, 8).entries()) await askBefore(at, everyCall);
  const callId = world.calls[0]?.id ?? '';
  const moments = [{ callId, startMs: 0, endMs: 4000 }];
  const kept = await send(made.apiKey, 'PUT', `/answers/${sharedAnswers[1]?.id}/case`, { moments });
  const guests = await db
    .select({ callId: callParties.callId, id: callParties.personId })
    .from(callParties)
    .where(ne(callParties.side, 'us'));
  return {
    services,
    organizationId,
    simulator,
    accountIds,
    memberIds,
    sharedAnswers,
    formerAnswers,
    askBefore,
    keptCase: { id: kept.json().id as string, callId },
    /** Customers on a call, who are on no other. */
    personIdsOf: (id: string) => guests.filter((one) => one.callId === id).flatMap((one) => one.id ?? []),
    adminKey: made.apiKey,
    call: (at: number, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      send(keys[at] ?? '', method, path, body, headers),
    send,
    /** Calls a tool of the agents' endpoint as the member. */
    use: (at: number, name: string, input: object) => use(keys[at] ?? '', name, input),
    async setPolicy({ rules, ...policy }: WorldPolicy) {
      await asAdmin(services, made.id, changeAccess, {
        ...policy,
        rules: rules.map((rule, n) => ({
          name: `Rule ${n}`,
          effect: rule.effect,
          to: rule.to,
          accountIds: rule.accounts.map((account) => accountIds[account] ?? ''),
          memberIds: rule.members.map((member) => memberIds[member] ?? ''),
        })),
      });
    },
    async close() {
      await close();
      await simulator.close();
    },
  };
}
