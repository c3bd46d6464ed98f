import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { rowsOf } from '../../src/store/db.ts';
import { openHttpOrganization } from '../support/http-organization.ts';
import type { SpokenCall } from '../support/spoken-calls.ts';

const SAYINGS = [
  'The price is fine.',
  'A discount would help, the price is high.',
  'The weather.',
  'Another vendor called.',
  'It is a risk.',
];
/** Eighty calls over the autumn, of three customers and two of us, some internal. */
const CALLS: SpokenCall[] = Array.from({ length: 80 }, (_, n) => ({
  id: String(6000 + n),
  title: `Call ${n}`,
  startedAt: new Date(Date.UTC(2026, 7 + (n % 4), 1 + ((n * 7) % 27), 6 + (n % 12))),
  durationSeconds: 600 + n * 30,
  kind: n % 9 === 0 ? ('internal' as const) : ('external' as const),
  says: [
    [n % 2 === 0 ? 'robin@ours.example' : 'mira@ours.example', SAYINGS[n % 5] ?? ''],
    ...(n % 9 === 0
      ? []
      : [[`p${n % 7}@${['acme', 'beacon', 'cobalt'][n % 3]}.example`, SAYINGS[(n + 2) % 5] ?? ''] as [string, string]]),
  ],
}));
const PERIOD = { from: '2026-10-01', to: '2026-11-16' };
const BEFORE = { from: '2026-08-16', to: '2026-10-01' };

let world: Awaited<ReturnType<typeof openHttpOrganization>>;
beforeAll(async () => {
  world = await openHttpOrganization(CALLS);
});
afterAll(() => world.close());

const query = (path: string, more = '') => `${path}?from=${PERIOD.from}&to=${PERIOD.to}${more}`;
/** A number, counted by plain SQL of the test's own. */
const number = async (text: ReturnType<typeof sql>) =>
  rowsOf(z.object({ n: z.coerce.number() }), await world.deps.db.execute(text))[0]?.n ?? 0;
type Measured = { calls: number; minutes: number; contacts: number; talkRatio: number | null; callsPerWeek: number };
type Row = Measured & { id: string; name: string; daysSinceLastContact: number | null; before: Measured };
type By = 'account' | 'teammate' | 'week';

/** The calls counted in a row, by the test's own plain SQL. */
const callsOf = (by: By, id: string, { from, to } = PERIOD) => {
  const within = sql`c.kind <> 'internal' and c.started_at >= ${from}::date and c.started_at < ${to}::date`;
  if (by === 'account')
    return sql`calls c where ${within} and c.id in (select call_id from call_accounts where account_id = ${id})`;
  if (by === 'teammate')
    return sql`calls c where ${within} and c.id in (select call_id from call_parties where person_id = ${id} and side = 'us')`;
  return sql`calls c where ${within} and date_trunc('week', c.started_at) = ${id}::date`;
};

async function recount(measured: Measured, calls: ReturnType<typeof sql>, weeks: number): Promise<void> {
  const ids = sql`(select c.id from ${calls})`;
  expect(measured.calls).toBe(await number(sql`select count(*) as n from ${calls}`));
  expect(measured.callsPerWeek).toBeCloseTo(measured.calls / weeks, 9);
  expect(measured.minutes).toBeCloseTo(
    await number(sql`select coalesce(sum(c.duration_seconds), 0) / 60.0 as n from ${calls}`),
    6,
  );
  expect(measured.contacts).toBe(
    await number(
      sql`select count(distinct p.person_id) as n from call_parties p where p.side = 'customer' and p.call_id in ${ids}`,
    ),
  );
  const spoken = (side: ReturnType<typeof sql>) =>
    number(
      sql`select coalesce(sum(s.end_ms - s.start_ms), 0) as n from segments s join call_parties p on p.call_id = s.call_id and p.speaker_id = s.speaker_id where ${side} and s.call_id in ${ids}`,
    );
  const [ours, both] = [await spoken(sql`p.side = 'us'`), await spoken(sql`p.side in ('us', 'customer')`)];
  if (both === 0) expect(measured.talkRatio).toBeNull();
  else expect(measured.talkRatio).toBeCloseTo(ours / both, 9);
}

test.each(['account', 'teammate'] as const)(
  'each number by %s is what plain SQL counts, in the period and the one before',
  async (by) => {
    const { body } = await world.request('GET', query('/reports/engagement', `&by=${by}`));
    expect(body.rows.map(({ name }: Row) => name).sort()).toEqual(
      by === 'account' ? ['Acme', 'Beacon', 'Cobalt'] : ['Mira', 'Robin'],
    );
    for (const row of body.rows as Row[]) {
      await recount(row, callsOf(by, row.id), 46 / 7);
      await recount(row.before, callsOf(by, row.id, BEFORE), 46 / 7);
      const ever = callsOf(by, row.id, { from: '2000-01-01', to: PERIOD.to });
      expect(row.daysSinceLastContact).toBe(
        await number(
          sql`select floor(extract(epoch from ('2026-11-16'::timestamptz - max(c.started_at))) / 86400) as n from ${ever}`,
        ),
      );
    }
  },
);

test('each number by week is what plain SQL counts, against the week before', async () => {
  const { body } = await world.request('GET', query('/reports/engagement', '&by=week'));
  const rows = body.rows as Row[];
  // Every week of the period, those without a call too.
  const mondays = Array.from({ length: 7 }, (_, week) =>
    new Date(Date.parse('2026-09-28') + week * 7 * 86_400_000).toISOString().slice(0, 10),
  );
  expect(rows.map(({ id }) => id)).toEqual(mondays);
  for (const row of rows) {
    await recount(row, callsOf('week', row.id), 1);
    const weekBefore = new Date(Date.parse(row.id) - 7 * 86_400_000).toISOString().slice(0, 10);
    const within = weekBefore < '2026-09-28' ? BEFORE : PERIOD;
    if (weekBefore !== '2026-09-28') await recount(row.before, callsOf('week', weekBefore, within), 1);
  }
});

test('tracker mentions by month and account are those that the index counted', async () => {
  const { body } = await world.request('GET', query('/reports/trackers'));
  const pricing = body.trackers.find(({ id }: { id: string }) => id === 'pricing');
  expect(pricing.mentions).toBeGreaterThan(10);
  for (const { month, mentions, calls } of pricing.months) {
    const within = sql`tracker_counts t join calls c on c.id = t.call_id where t.tracker_id = 'pricing' and to_char(c.started_at, 'YYYY-MM') = ${month} and c.started_at >= ${PERIOD.from}::date and c.started_at < ${PERIOD.to}::date`;
    expect([mentions, calls]).toEqual([
      await number(sql`select sum(t.segments) as n from ${within}`),
      await number(sql`select count(*) as n from ${within}`),
    ]);
  }
  const total = ({ from, to }: typeof PERIOD) =>
    number(
      sql`select coalesce(sum(t.segments), 0) as n from tracker_counts t join calls c on c.id = t.call_id where t.tracker_id = 'pricing' and c.started_at >= ${from}::date and c.started_at < ${to}::date`,
    );
  expect([pricing.mentions, pricing.before.mentions]).toEqual([await total(PERIOD), await total(BEFORE)]);
  for (const { id, mentions } of pricing.accounts)
    expect(mentions).toBe(
      await number(
        sql`select sum(t.segments) as n from tracker_counts t join calls c on c.id = t.call_id join call_accounts a on a.call_id = c.id where t.tracker_id = 'pricing' and a.account_id = ${id} and c.started_at >= ${PERIOD.from}::date and c.started_at < ${PERIOD.to}::date`,
      ),
    );
});

test('reports come as CSV, and formulas in names are text there', async () => {
  await world.request('POST', '/accounts', { name: '=HYPERLINK("x")', domains: ['cobalt.example'] });
  const { text } = await world.request('GET', query('/reports/engagement'), undefined, { accept: 'text/csv' });
  const [header = '', ...lines] = text.trim().split('\n');
  expect(header).toMatch(/^id,name,.*calls,minutes,contacts/);
  expect(header).toContain('before_calls');
  expect(lines).toHaveLength(3);
  expect(text).toContain(`'=HYPERLINK`);
  expect((await world.request('GET', '/reports/engagement?from=2026-11-01&to=2026-10-01')).status).toBe(400);
});

test('a table opens in Excel, for it says that it is UTF-8', async () => {
  const headers = { authorization: `Bearer ${world.apiKey}`, accept: 'text/csv' };
  const response = await world.http.request(`/api/v1${query('/reports/engagement')}`, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
});

test('an account’s activities come newest first, page by page, with participants and topics', async () => {
  const { body: found } = await world.request('GET', '/accounts?query=Acme');
  const acme = found.accounts[0];
  const seen: {
    id: string;
    startedAt: string;
    participants: { side: string }[];
    topics: { id: string; mentions: number }[];
  }[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await world.request(
      'GET',
      `/accounts/${acme.id}/activities?limit=7${cursor ? `&cursor=${cursor}` : ''}`,
    );
    expect(body.total).toBe(acme.calls);
    seen.push(...body.activities);
    cursor = body.cursor;
  } while (cursor);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(acme.calls);
  expect(seen.map(({ startedAt }) => startedAt)).toEqual(
    seen
      .map(({ startedAt }) => startedAt)
      .toSorted()
      .reverse(),
  );
  expect(seen.every(({ participants }) => participants.some(({ side }) => side === 'customer'))).toBe(true);
  expect(seen.flatMap(({ topics }) => topics.map(({ id }) => id))).toContain('pricing');
  expect((await world.request('GET', '/accounts/acc_nope/activities')).status).toBe(404);
});
