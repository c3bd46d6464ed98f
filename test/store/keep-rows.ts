import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { startGongSimulator } from '../../src/gong-simulator/gong-simulator.ts';
import { type SimulatedCall, simulatedData } from '../../src/gong-simulator/simulated-data.ts';
import { claimsJson, excerptsOf, isSearchPrompt } from '../support/asking.ts';
import { startScriptedModel } from '../support/scripted-model.ts';
import { makeFolder } from '../support/test-services.ts';

/**
 * Keeps rows of the store's newest shape in `released/`, as the present version writes them. Run on the version to
 * release, before the next migration (CONTRIBUTING.md). Works through commands only, so the script changes no more
 * often than the commands.
 */
const CALLS: { title: string; day: string; more?: object; says: [speaker: number, text: string][] }[] = [
  {
    title: 'Pricing with Acme',
    day: '2026-11-02',
    says: [
      [1, 'The price of the premium plan is too high for our budget.'],
      [9, 'We can offer ten percent off for a two year contract.'],
      [1, 'I will take the discount to our board on Friday.'],
    ],
  },
  {
    title: 'Renewal with Acme',
    day: '2026-11-04',
    says: [
      [2, 'Our warehouse in the harbour needs the scanner by March.'],
      [9, 'The scanner ships in February.'],
      [1, 'The price is fine with the discount.'],
    ],
  },
  { title: 'Never transcribed', day: '2026-11-06', says: [] },
  {
    title: 'Weekly',
    day: '2026-11-08',
    more: { scope: 'Internal' },
    says: [[9, 'I will send the offer to Acme today.']],
  },
  { title: 'Behind doors', day: '2026-11-10', more: { isPrivate: true }, says: [] },
];
const PEOPLE: Record<number, object> = {
  1: { name: 'Tove Brandt', emailAddress: 'tove@acme.example', title: 'COO', affiliation: 'External' },
  2: { name: 'Lee', emailAddress: 'lee@eu.brightwater.example', title: null, affiliation: 'External' },
  9: { name: 'Robin Hale', emailAddress: 'robin@ours.example', userId: '9', affiliation: 'Internal' },
};
const ACCOUNTS = 'name,domain,aliases,crm_id,owner_email\nAcme,acme.example,Acme Group,crm-1,robin@ours.example\n';
const CONTACTS = 'email,name,title,account\nlee@eu.brightwater.example,Lee Marchetti,Buyer,Acme\n';
const QUESTIONS: [question: string, by?: 'model'][] = [
  ['What did we discuss with @Acme about pricing?'],
  ['Who mentioned zeppelins?'],
  ['How many calls mention the discount?'],
  ['What did @Acme say about the discount?', 'model'],
  ['Summarize the pricing conversations from this quarter', 'model'],
  ['What did @Nobody say?'],
];
/** Sessions and passwords are private, and none of our readers reads them. */
const LEFT_OUT = ['sessions', 'verifications', 'credentials'];

const folder = makeFolder();
const model = await startScriptedModel();
model.set((prompt) => {
  const priced = excerptsOf(prompt).filter(({ text }) => /price|discount/.test(text));
  const claims = priced.slice(0, 2).map(({ id, text }) => ({ text, quotes: [[id, text]] as [string, string][] }));
  const usage = { prompt_tokens: 900, completion_tokens: 80 };
  return { kind: 'says', text: isSearchPrompt(prompt) ? '{}' : claimsJson(claims), usage };
});
const simulator = await startGongSimulator(toData(), { port: 0, accessKey: 'k', accessKeySecret: 's' });
const settings = { DATA_DIR: folder.path, SECRET_KEY: 'a'.repeat(32) };
const byModel = { ...settings, OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'x', OPENAI_MODEL: 'scripted' };
const admin = ['--admin', 'robin@ours.example', '--password', 'a good password', '--domains', 'ours.example'];
const { id } = JSON.parse(await colloquy(['organization', 'create', 'Ours', ...admin]));
await colloquy(['accounts', 'import', fileOf('accounts.csv', ACCOUNTS)]);
await colloquy(['gong', 'connect', '--access-key', 'k', '--access-key-secret', 's', '--base-url', simulator.url]);
await colloquy(['sync', '--from', '2026-10-01', '--to', '2026-11-20', '--wait']);
await colloquy(['contacts', 'import', fileOf('contacts.csv', CONTACTS)]);
for (const [question, by] of QUESTIONS)
  await colloquy(['ask', question, '--as-of', '2026-11-21T12:00:00Z'], by === 'model' ? byModel : settings);
await simulator.close();
await model.close();

const { entries } = JSON.parse(readFileSync('drizzle/meta/_journal.json', 'utf8')) as { entries: { tag: string }[] };
const file = `test/store/released/${entries.at(-1)?.tag}.sql`;
mkdirSync('test/store/released', { recursive: true });
writeFileSync(file, await dump(join(folder.path, 'store')));
folder.remove();
process.stdout.write(`${file}\n`);

function toData() {
  const idOf = (at: number) => String(6_000_000_000_000_000_001n + BigInt(at));
  const calls = CALLS.map(({ title, day, more, says }, at): SimulatedCall => {
    const started = `${day}T10:00:00Z`;
    const onCall = says.length > 0 ? [...new Set(says.map(([speaker]) => speaker))] : [1, 9];
    return {
      metaData: {
        id: idOf(at),
        title,
        started,
        scheduled: started,
        duration: 600,
        scope: 'External',
        system: 'Zoom',
        direction: 'Conference',
        language: 'eng',
        isPrivate: false,
        workspaceId: '1',
        primaryUserId: '9',
        url: `https://gong.example/call?id=${idOf(at)}`,
        ...more,
      },
      parties: onCall.map((n) => ({
        id: `${idOf(at)}${n}`,
        speakerId: `${idOf(at)}${n}`,
        methods: ['Attendee'],
        ...PEOPLE[n],
      })),
      ...(at === 0 && { context: [{ system: 'Salesforce', objects: [{ objectType: 'Account', objectId: 'crm-1' }] }] }),
    };
  });
  const transcripts = CALLS.map(({ says }, at) => ({
    callId: idOf(at),
    transcript: says.map(([speaker, text], n) => ({
      speakerId: `${idOf(at)}${speaker}`,
      topic: null,
      sentences: [{ start: n * 4000, end: n * 4000 + 3500, text }],
    })),
  }));
  return simulatedData({
    calls,
    transcripts: transcripts.filter(({ transcript }) => transcript.length > 0),
    users: [{ id: '9', emailAddress: 'robin@ours.example', firstName: 'Robin', lastName: 'Hale', title: 'AE' }],
  });
}

function fileOf(name: string, text: string): string {
  const path = join(folder.path, name);
  mkdirSync(folder.path, { recursive: true });
  writeFileSync(path, text);
  return path;
}

async function colloquy(args: string[], env: Record<string, string> = settings): Promise<string> {
  const of = args[1] === 'create' ? [] : ['--organization', id];
  const child = spawn(process.execPath, ['bin/colloquy.js', ...args, ...of], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (piece) => {
    text += piece;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`colloquy ${args.join(' ')} ended with ${code}`);
  return text;
}

/** Every row as `insert` statements, referenced tables first. A column of nulls only is left out. */
async function dump(store: string): Promise<string> {
  const db = await PGlite.create(store);
  const { rows: references } = await db.query<{ of: string; to: string }>(
    `select conrelid::regclass::text as of, confrelid::regclass::text as to from pg_constraint where contype = 'f'`,
  );
  const { rows: columns } = await db.query<{ table: string; name: string }>(
    `select table_name as table, column_name as name from information_schema.columns where table_schema = 'public' order by ordinal_position`,
  );
  const left = new Set(columns.map(({ table }) => table).toSorted());
  let text = '';
  while (left.size > 0) {
    for (const table of [...left]) {
      if (references.some(({ of, to }) => of === table && to !== table && left.has(to))) continue;
      left.delete(table);
      if (!LEFT_OUT.includes(table)) text += await dumpTable(table);
    }
  }
  await db.close();
  return text;

  async function dumpTable(table: string): Promise<string> {
    const names = columns.filter((column) => column.table === table).map(({ name }) => name);
    const { rows } = await db.query<Record<string, string | null>>(
      `select ${names.map((name) => `"${name}"::text`).join(', ')} from "${table}" order by 1, 2`,
    );
    const used = names.filter((name) => rows.some((row) => row[name] !== null));
    const values = rows.map((row) => `  (${used.map((name) => toLiteral(row[name] ?? null)).join(', ')})`);
    return rows.length === 0 ? '' : `insert into ${table} (${used.join(', ')}) values\n${values.join(',\n')};\n`;
  }
}

function toLiteral(text: string | null): string {
  return text === null ? 'null' : `'${text.replaceAll(simulator.url, 'https://gong.example').replaceAll("'", "''")}'`;
}
