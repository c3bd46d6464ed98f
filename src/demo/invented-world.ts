import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { DateTime } from 'luxon';
import {
  type SimulatedCall,
  type SimulatedData,
  type SimulatedTranscript,
  simulatedData,
} from '../gong-simulator/simulated-data.ts';
import { besideCode } from '../shipped-files.ts';
import { type Character, parseScript, type Script, type ScriptedCall } from './world-script.ts';

/** The company of the demo's calls, invented like its people. */
export const COMPANY = {
  name: 'Quillmere',
  domain: 'quillmere.example',
  timeZone: 'Europe/Berlin',
  competitors: ['Crewlattice', 'Tempova', 'Dutyboard'],
};

const TEAM: Character[] = [
  { key: 'robin', name: 'Robin Vantongel', title: 'Account Executive', email: 'robin.vantongel@quillmere.example' },
  {
    key: 'imani',
    name: 'Imani Okwuosa-Lind',
    title: 'Customer Success Manager',
    email: 'imani.okwuosa@quillmere.example',
  },
  { key: 'teo', name: 'Teo Braskamp', title: 'Solutions Engineer', email: 'teo.braskamp@quillmere.example' },
  { key: 'salla', name: 'Salla Ruhonen', title: 'Head of Sales', email: 'salla.ruhonen@quillmere.example' },
];

/** Whom all others report to. */
const HEAD = 'salla';

/** What the company lets its people read in Gong. */
const PROFILES = [
  { key: 'everything', name: 'Everything', level: 'all', users: ['robin'] },
  { key: 'managers', name: 'Managers', level: 'report-to-them', users: [HEAD] },
  { key: 'own', name: 'Own calls', level: 'own', users: ['imani', 'teo'] },
];
const WORKSPACE = '1000000000000000001';

/** Members beside the admin, who read less once calls are read as in Gong. */
export const COLLEAGUES = TEAM.filter(({ key }) => key === HEAD || key === 'teo');

const toProfile = ({ key, name, level, users }: (typeof PROFILES)[number]) => ({
  id: idOf('profile', key),
  workspaceId: WORKSPACE,
  name,
  callsAccess: { permissionLevel: level, teamLeadIds: null },
  libraryFolderAccess: { permissionLevel: 'none', libraryFolderIds: null },
  callsAndSearch: true,
  library: false,
  userIds: users.map((user) => idOf('user', user)),
});

const UNKNOWN_CALLER: Character = { key: '?', name: 'Phone Caller #2', title: '', email: '' };

const SYSTEMS: Record<string, { system: string; meetingUrl: string | null }> = {
  zoom: { system: 'Zoom', meetingUrl: 'https://quillmere.zoom.example/j/' },
  teams: { system: 'Microsoft Teams', meetingUrl: 'https://teams.example/l/meetup-join/' },
  webex: { system: 'Webex', meetingUrl: 'https://quillmere.webex.example/meet/' },
  google_meet: { system: 'Google Meet', meetingUrl: 'https://meet.example/' },
  phone: { system: 'Phone', meetingUrl: null },
};

/** A usual speaking pace, with a breath between sentences. */
const MS_PER_WORD = 390;
const PAUSE_MS = 420;

export function readScripts(): Script[] {
  const folder = besideCode('demo/world/');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => parseScript(readFileSync(new URL(name, folder), 'utf8')));
}

/** The invented world in Gong's shapes, with dates relative to `now`. Ids depend on the scripts alone. */
export function inventedWorld(now: Date): { data: SimulatedData; accountsCsv: string } {
  const scripts = readScripts();
  const everyone = new Map<string, Character>(TEAM.map((person) => [person.key, person]));
  const accounts = scripts.flatMap((script) => (script.account ? [script.account] : []));
  const calls: SimulatedCall[] = [];
  const transcripts: SimulatedTranscript[] = [];
  for (const script of scripts) {
    const cast = new Map([...everyone, ...script.people.map((person) => [person.key, person] as const)]);
    for (const call of script.calls) {
      const guests = new Map(
        call.them.filter((key) => key.includes('/')).map((key) => [key.split('/')[1] ?? '', findGuest(scripts, key)]),
      );
      const parts = new Map([...cast, ...guests]);
      calls.push(toCall(call, parts, script.account?.name ?? null, now));
      if (call.flag !== 'pending') transcripts.push(toTranscript(call, now));
    }
  }
  const users = TEAM.map(({ key, name, email, title }) => {
    const [firstName, lastName] = [name.split(' ')[0], name.split(' ').slice(1).join(' ')];
    const managerId = key === HEAD ? null : idOf('user', HEAD);
    return { id: idOf('user', key), emailAddress: email, firstName, lastName, title, active: true, managerId };
  });
  const owner = TEAM[0]?.email ?? '';
  const rows = accounts.map(
    ({ name, domain, aliases }) => `${name},${domain},${aliases.join(';')},${crmIdOf(name)},${owner}`,
  );
  return {
    data: { ...simulatedData({ calls, transcripts, users }), profiles: PROFILES.map(toProfile) },
    accountsCsv: ['name,domain,aliases,crm_id,owner_email', ...rows].join('\n'),
  };
}

/** "velmora/celia": a person of another file, found by the start of the account's name. */
function findGuest(scripts: readonly Script[], key: string): Character {
  const [account, person] = key.split('/');
  const script = scripts.find((candidate) => candidate.account?.name.toLowerCase().startsWith(account ?? ''));
  const guest = script?.people.find((candidate) => candidate.key === person);
  if (!guest) throw new Error(`world: there is no ${key}`);
  return guest;
}

function toCall(
  call: ScriptedCall,
  cast: ReadonlyMap<string, Character>,
  account: string | null,
  now: Date,
): SimulatedCall {
  const id = idOf('call', call.key);
  const started = startOf(call, now);
  const platform = SYSTEMS[call.platform] ?? { system: call.platform, meetingUrl: null };
  const us = call.us.map((key) => toParty(call, cast.get(key), 'Internal'));
  const them = call.them.map((key) =>
    key === '?'
      ? toParty(call, UNKNOWN_CALLER, 'Unknown')
      : toParty(call, cast.get(key.split('/').at(-1) ?? key), 'External'),
  );
  const lastMs = toTranscript(call, now).transcript.at(-1)?.sentences as { end: number }[] | undefined;
  return {
    metaData: {
      id,
      url: `https://gong.example/call?id=${id}`,
      title: call.title,
      scheduled: call.platform === 'phone' ? null : started.startOf('hour').toISO(),
      started: started.toISO() ?? '',
      // A pending call lasts longer than its scripted words, because the rest of its transcript is still to come.
      duration: Math.ceil((lastMs?.at(-1)?.end ?? 0) / 1000) + (call.flag === 'pending' ? 1200 : 20),
      primaryUserId: idOf('user', call.us[0] ?? ''),
      direction: call.platform === 'phone' ? 'Outbound' : 'Conference',
      system: platform.system,
      scope: them.length === 0 ? 'Internal' : 'External',
      media: call.platform === 'phone' ? 'Audio' : 'Video',
      language: 'eng',
      workspaceId: WORKSPACE,
      meetingUrl: platform.meetingUrl && `${platform.meetingUrl}${id.slice(0, 9)}`,
      isPrivate: call.flag === 'private',
    },
    parties: [...us, ...them],
    ...(account && {
      context: [
        {
          system: 'Salesforce',
          objects: [
            {
              objectType: 'Account',
              objectId: crmIdOf(account),
              fields: [{ name: 'Account Name', value: account }],
              timing: 'Now',
            },
          ],
        },
      ],
    }),
  };
}

function toParty(call: ScriptedCall, person: Character | undefined, affiliation: string): Record<string, unknown> {
  if (!person) throw new Error(`world: a person of call ${call.key} is not in its cast`);
  const isOurs = TEAM.includes(person);
  return {
    id: idOf('party', `${call.key}/${person.key}`),
    speakerId: call.turns.some((turn) => turn.speaker === person.key) ? speakerIdOf(call, person.key) : null,
    name: person.name,
    ...(person.title && { title: person.title }),
    ...(person.email && { emailAddress: person.email }),
    ...(isOurs && { userId: idOf('user', person.key) }),
    affiliation,
    methods: ['Invitee', 'Attendee'],
    context: [],
  };
}

function toTranscript(call: ScriptedCall, now: Date): SimulatedTranscript {
  let at = 3000;
  const month = startOf(call, now);
  const transcript = call.turns.map(({ speaker, sentences }) => ({
    speakerId: speakerIdOf(call, speaker),
    topic: null,
    sentences: sentences.map((text) => {
      const spoken = withMonths(text, month);
      const start = at;
      const end = start + spoken.split(' ').length * MS_PER_WORD;
      at = end + PAUSE_MS;
      return { start, end, text: spoken };
    }),
  }));
  return { callId: idOf('call', call.key), transcript };
}

/** `{month+1}` becomes the name of the month after the call's. */
const withMonths = (text: string, call: DateTime): string =>
  text.replace(/\{month([+-]\d+)?\}/g, (_, shift) =>
    call
      .plus({ months: Number(shift ?? 0) })
      .setLocale('en')
      .toFormat('LLLL'),
  );

/** A working hour on the day `daysAgo`. A weekend's call moves to the Friday before. */
function startOf(call: ScriptedCall, now: Date): DateTime {
  const day = DateTime.fromJSDate(now, { zone: COMPANY.timeZone }).startOf('day').minus({ days: call.daysAgo });
  const workday = day.minus({ days: Math.max(0, day.weekday - 5) });
  const spread = createHash('sha256').update(call.key).digest();
  return workday.set({ hour: 9 + ((spread[0] ?? 0) % 8), minute: 2 + ((spread[1] ?? 0) % 4) });
}

const speakerIdOf = (call: ScriptedCall, person: string): string => idOf('speaker', `${call.key}/${person}`);
const crmIdOf = (account: string): string =>
  `001${createHash('sha256').update(account).digest('hex').slice(0, 12).toUpperCase()}`;

/** Nineteen digits like Gong's ids, the same at every start. */
function idOf(kind: string, key: string): string {
  const number = createHash('sha256').update(`${kind}:${key}`).digest().readBigUInt64BE(0);
  return String(1_000_000_000_000_000_000n + (number % 8_000_000_000_000_000_000n));
}
