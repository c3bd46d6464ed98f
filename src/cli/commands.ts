import { resolve } from 'node:path';
import type { App } from '../app.ts';
import { toRunAnswer } from '../http/gong-runs-routes.ts';
import { toSearchAnswer } from '../http/search-routes.ts';
import { formatPosition } from '../time-window.ts';
import { evalCommand } from './eval-command.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { parseOptions, required } from './options.ts';
import { contactsImportCommand, eraseCommand } from './people-commands.ts';
import { readTextFile } from './read-text-file.ts';

/** A command that works on the data: here, or handed to the server that owns it. `cwd` is the caller's folder. */
type Command = { usage: string; run: (app: App, args: string[], io: Io, cwd: string) => Promise<number> };

const none = { min: 0, max: 0, what: '' };

export const COMMANDS: Record<string, Command> = {
  'organization create': {
    usage: 'organization create NAME --admin EMAIL [--password P] [--domains a.com,b.com]',
    async run(app, args, io) {
      const { values, positionals } = parseOptions(
        args,
        { admin: 'string', password: 'string', domains: 'string' },
        { min: 1, max: 1, what: 'NAME' },
      );
      const created = await app.createOrganization({
        name: positionals[0] ?? '',
        adminEmail: required(values.admin, '--admin EMAIL'),
        ...(values.password !== undefined && { password: values.password }),
        ...(values.domains && { domains: values.domains.split(',') }),
      });
      io.out(JSON.stringify(created));
      return EXIT.done;
    },
  },

  'organization data-sync': {
    usage: 'organization data-sync on|off --organization ID',
    async run(app, args, io) {
      const { values, positionals } = parseOptions(
        args,
        { organization: 'string' },
        { min: 1, max: 1, what: 'on or off' },
      );
      if (positionals[0] !== 'on' && positionals[0] !== 'off') throw new UsageError('Say "on" or "off".');
      const { name, dataSyncEnabled } = await app.updateOrganization(
        required(values.organization, '--organization ID'),
        { dataSyncEnabled: positionals[0] === 'on' },
      );
      io.err(`Data sync of ${name} is ${dataSyncEnabled ? 'on' : 'off'}.`);
      return EXIT.done;
    },
  },

  'accounts import': {
    usage: 'accounts import FILE.csv --organization ID',
    async run(app, args, io, cwd) {
      const { values, positionals } = parseOptions(
        args,
        { organization: 'string' },
        { min: 1, max: 1, what: 'FILE.csv' },
      );
      const csv = await readTextFile(resolve(cwd, positionals[0] ?? ''));
      const counts = await app.importAccounts(required(values.organization, '--organization ID'), csv);
      io.out(JSON.stringify(counts));
      return EXIT.done;
    },
  },

  'gong connect': {
    usage:
      'gong connect --organization ID --access-key K --access-key-secret S --base-url URL [--no-sync] [--requests-per-second N] [--requests-per-day N]',
    async run(app, args, io) {
      const { values } = parseOptions(
        args,
        {
          organization: 'string',
          'access-key': 'string',
          'access-key-secret': 'string',
          'base-url': 'string',
          'no-sync': 'boolean',
          'requests-per-second': 'string',
          'requests-per-day': 'string',
        },
        none,
      );
      const connection = await app.connectGong(
        {
          organizationId: required(values.organization, '--organization ID'),
          accessKey: required(values['access-key'], '--access-key K'),
          accessKeySecret: required(values['access-key-secret'], '--access-key-secret S'),
          baseUrl: required(values['base-url'], '--base-url URL'),
          connectedBy: null,
          turnsSyncOn: values['no-sync'] !== true,
          limits: {
            ...count('perSecond', values['requests-per-second'], '--requests-per-second'),
            ...count('perDay', values['requests-per-day'], '--requests-per-day'),
          },
        },
        io.signal,
      );
      io.err(`Connected to ${connection.baseUrl}. Data sync is ${values['no-sync'] ? 'unchanged' : 'on'}.`);
      return EXIT.done;
    },
  },

  sync: {
    usage: 'sync --organization ID [--from DATE] [--to DATE] [--wait]',
    async run(app, args, io) {
      const { values } = parseOptions(
        args,
        { organization: 'string', from: 'string', to: 'string', wait: 'boolean' },
        none,
      );
      const id = required(values.organization, '--organization ID');
      const range = {
        ...(values.from !== undefined && { from: await app.instant(id, '--from', values.from) }),
        ...(values.to !== undefined && { to: await app.instant(id, '--to', values.to) }),
      };
      const run = await app.sync(id, range, {
        wait: values.wait === true,
        signal: io.signal,
        onProgress: progressTo(io),
      });
      const answer = toRunAnswer(run);
      const { runId, state, asked, added, changed, unchanged, removed, pending, failed, requests, error } = answer;
      io.out(
        JSON.stringify({ runId, state, asked, added, changed, unchanged, removed, pending, failed, requests, error }),
      );
      if (!values.wait) io.err('It is worked on where `colloquy serve` or `colloquy work` runs; with --wait, here.');
      if (values.wait && state !== 'done') {
        io.err(`colloquy: ${error ?? `the run is ${state}`}`);
        if (answer.retryAt)
          io.err(
            `It goes on at ${answer.retryAt} where \`colloquy serve\` or \`work\` runs, or with the next \`sync --wait\`.`,
          );
        return EXIT.failed;
      }
      return failed > 0 ? EXIT.someFailed : EXIT.done;
    },
  },

  search: {
    usage:
      'search TEXT --organization ID [--as EMAIL] [--as-of TIME] [--by-call] [--facets] [--limit N] [--cursor C] [--json]',
    async run(app, args, io) {
      const spec = { ...READ_OPTIONS, ...SEARCH_OPTIONS };
      const { values, positionals } = parseOptions(args, spec, { min: 1, max: 1, what: 'TEXT' });
      const { viewer, asOf } = await readerOf(app, values);
      const { limit = 20 } = count('limit', values.limit, '--limit');
      if (limit > 100) throw new UsageError('--limit takes a number up to 100.');
      const result = await app.search(viewer, {
        query: positionals[0] ?? '',
        ...(asOf && { asOf }),
        groupBy: values['by-call'] ? 'call' : 'segment',
        hasFacets: values.facets === true,
        limit,
        ...(values.cursor !== undefined && { cursor: values.cursor }),
      });
      const answer = toSearchAnswer(result);
      if (values.json) io.out(JSON.stringify(answer));
      else printSearch(answer, io);
      return EXIT.done;
    },
  },

  ask: {
    usage: 'ask QUESTION --organization ID [--as EMAIL] [--as-of TIME] [--json]',
    async run(app, args, io) {
      const { values, positionals } = parseOptions(args, READ_OPTIONS, { min: 1, max: 1, what: 'QUESTION' });
      const { viewer, asOf } = await readerOf(app, values);
      const answer = await app.ask(viewer, { question: positionals[0] ?? '', ...(asOf && { asOf }) }, io.signal);
      if (values.json) io.out(JSON.stringify(answer));
      else {
        io.out(answer.text);
        if (answer.citations.length > 0) io.out('');
        for (const { n, callTitle, startedAt, startMs, url } of answer.citations) {
          io.out(`[${n}] ${callTitle}, ${startedAt.slice(0, 10)}, ${formatPosition(startMs)}  ${url}`);
        }
      }
      return EXIT.done;
    },
  },

  'gong disconnect': {
    usage: 'gong disconnect --organization ID [--delete-data]',
    async run(app, args, io) {
      const { values } = parseOptions(args, { organization: 'string', 'delete-data': 'boolean' }, none);
      const erases = values['delete-data'] === true;
      const calls = await app.disconnectGong(required(values.organization, '--organization ID'), { erases });
      io.err(
        `Disconnected from Gong.${erases ? ` ${calls} calls and the answers that quote them were deleted.` : ' What was synced stays.'}`,
      );
      return EXIT.done;
    },
  },

  doctor: {
    usage: 'doctor [--organization ID] [--call ID | --title TEXT | --date DATE | --person EMAIL] [--json]',
    async run(app, args, io) {
      const { values } = parseOptions(
        args,
        { organization: 'string', call: 'string', title: 'string', date: 'string', person: 'string', json: 'boolean' },
        none,
      );
      const { organization, call: callId, title, date, person } = values;
      const asked = { callId, title, date, person };
      const given = Object.values(asked).filter((value) => value !== undefined).length;
      if (given > 1) throw new UsageError('Ask for one thing at a time: --call, --title, --date or --person.');
      if (given === 1) {
        const id = required(organization, '--organization ID');
        const explanations = await app.explainMissing(id, asked, io.signal);
        for (const one of explanations) {
          if (values.json) io.out(JSON.stringify(one));
          else {
            const what = one.call ? `${one.call.id}${one.call.title ? ` "${one.call.title}"` : ''}: ` : '';
            io.out(`${what}${one.text} (docs/gong.md#${one.guide})`);
          }
        }
        return EXIT.done;
      }
      const findings = await app.examine(organization);
      for (const { what, isWell, text } of findings)
        io.out(
          values.json ? JSON.stringify({ what, isWell, text }) : `${isWell ? 'ok     ' : 'PROBLEM'} ${what}: ${text}`,
        );
      return findings.every(({ isWell }) => isWell) ? EXIT.done : EXIT.failed;
    },
  },

  reindex: {
    usage: 'reindex [--drop-old]',
    async run(app, args, io) {
      const { values } = parseOptions(args, { 'drop-old': 'boolean' }, none);
      if (values['drop-old']) {
        io.err(`Old search indexes dropped: ${await app.dropOldIndexes()}.`);
        return EXIT.done;
      }
      let last = 0;
      const { calls } = await app.reindex(io.signal, ({ calls, rebuilt }) => {
        if (rebuilt > last) io.err(`reindex: ${rebuilt} of ${calls} calls`);
        last = rebuilt;
      });
      io.err(
        `The search index was made anew from the store and is in use: ${calls} calls. The one before is kept; \`colloquy reindex --drop-old\` drops it.`,
      );
      return EXIT.done;
    },
  },

  'contacts import': contactsImportCommand,

  erase: eraseCommand,

  eval: evalCommand,

  migrate: {
    usage: 'migrate',
    async run(app, args, io) {
      parseOptions(args, {}, none);
      await app.migrate();
      io.err('The store is up to date.');
      return EXIT.done;
    },
  },
};

const SEARCH_OPTIONS = { 'by-call': 'boolean', facets: 'boolean', limit: 'string', cursor: 'string' } as const;
const READ_OPTIONS = { organization: 'string', as: 'string', 'as-of': 'string', json: 'boolean' } as const;

async function readerOf(app: App, values: { organization?: string; as?: string; 'as-of'?: string }) {
  const id = required(values.organization, '--organization ID');
  const viewer = await app.viewer(id, values.as);
  const asOf = values['as-of'] === undefined ? undefined : await app.instant(id, '--as-of', values['as-of']);
  return { viewer, asOf };
}

function printSearch(answer: ReturnType<typeof toSearchAnswer>, io: Io): void {
  for (const warning of answer.plan.warnings) io.err(warning);
  const line = ({ startMs, speaker, text }: { startMs: number; speaker: { name: string }; text: string }) =>
    `${formatPosition(startMs)} ${speaker.name}: ${text}`;
  for (const hit of answer.hits) {
    const call = `${hit.startedAt.slice(0, 10)} ${hit.callTitle}`;
    io.out(
      hit.moments ? [call, ...hit.moments.map((moment) => `  ${line(moment)}`)].join('\n') : `${call} ${line(hit)}`,
    );
  }
  const { accounts = [], people = [], trackers = [], platforms = [], months = [] } = answer.facets ?? {};
  const facets: [string, { calls: number; name: string }[]][] = [
    ['accounts', accounts],
    ['people', people],
    ['trackers', trackers],
    ['platforms', platforms.map(({ platform, calls }) => ({ name: platform, calls }))],
    ['months', months.map(({ month, calls }) => ({ name: month, calls }))],
  ];
  for (const [what, values] of facets)
    if (values.length > 0) io.out(`${what}: ${values.map(({ name, calls }) => `${name} (${calls})`).join(', ')}`);
  io.err(
    `${answer.isTotalExact ? '' : 'At least '}${answer.total} found, ${answer.hits.length} shown.${answer.cursor ? ` More: --cursor ${answer.cursor}` : ''}`,
  );
}

/** The limit under its name, where it was given. @throws UsageError for anything but a whole number of at least 1. */
function count<Name extends string>(name: Name, value: string | undefined, option: string): { [K in Name]?: number } {
  if (value === undefined) return {};
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`${option} takes a whole number, 1 or more.`);
  return { [name]: number } as { [K in Name]?: number };
}

/** Says how far a run is, when that changed. */
function progressTo(io: Io): (run: Awaited<ReturnType<App['sync']>>) => void {
  let last = '';
  return (run) => {
    const of = run.expected === null ? '' : ` of ${run.expected}`;
    const line =
      run.state === 'waiting'
        ? `waiting until ${run.retryAt?.toISOString()}: ${run.error}`
        : `${run.asked}${of} calls read, ${run.requests} requests`;
    if (run.state !== 'queued' && line !== last) io.err(`sync: ${line}`);
    last = line;
  };
}
