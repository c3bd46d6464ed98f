import { changeOrganization } from '../access/change-organization.ts';
import { createOrganization } from '../access/create-organization.ts';
import { askQuestion } from '../ask/ask-question.ts';
import { examineModel } from '../ask/examine-model.ts';
import { renderAnswer } from '../ask/render-answer.ts';
import { given } from '../given.ts';
import { toRunAnswer } from '../http/gong-runs-routes.ts';
import { toInstant } from '../http/schemas.ts';
import { toSearchAnswer } from '../http/search-routes.ts';
import { MOST_HITS, SEARCH_DEFAULTS } from '../search/search-request.ts';
import { searchSegments } from '../search/search-segments.ts';
import { connectWithKey } from '../sync/connect-with-key.ts';
import { disconnectGong } from '../sync/disconnect-gong.ts';
import { explainMissing } from '../sync/explain-missing.ts';
import { finishSync } from '../sync/finish-sync.ts';
import { startSync } from '../sync/start-sync.ts';
import type { SyncRun } from '../sync-run.ts';
import { formatPosition } from '../time-window.ts';
import { dropOldIndexes } from '../upkeep/drop-old-indexes.ts';
import { examine } from '../upkeep/examine.ts';
import { reindex } from '../upkeep/reindex.ts';
import type { Services } from '../wire.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { auditCommand } from './audit-command.ts';
import { eraseCommand } from './erase-command.ts';
import { evalCommand } from './eval-command.ts';
import { accountsImportCommand, contactsImportCommand } from './import-commands.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { parseOptions, required } from './options.ts';
import { organizationChangeCommand } from './organization-change-command.ts';
import { passwordLinkCommand } from './password-commands.ts';
import { sayIfSearchIsAway } from './say-if-search-is-away.ts';

/** A command on the data. It runs here or in the server that owns the data; `cwd` is the caller's folder. */
type Command = { usage: string; run: (services: Services, args: string[], io: Io, cwd: string) => Promise<number> };

const none = { min: 0, max: 0, what: '' };

export const COMMANDS: Record<string, Command> = {
  'organization create': {
    usage: 'organization create NAME --admin EMAIL [--password-file FILE|-] [--domains a.com,b.com]',
    async run(services, args, io) {
      const { values, positionals } = parseOptions(
        args,
        { admin: 'string', password: 'string', domains: 'string' },
        { min: 1, max: 1, what: 'NAME' },
      );
      const { id, apiKey } = await createOrganization(services, {
        name: positionals[0] ?? '',
        adminEmail: required(values.admin, '--admin EMAIL'),
        ...(values.password !== undefined && { password: values.password }),
        ...(values.domains && { domains: values.domains.split(',') }),
      });
      io.out(JSON.stringify({ id, apiKey }));
      return EXIT.done;
    },
  },

  'organization data-sync': {
    usage: 'organization data-sync on|off --organization ID',
    async run(services, args, io) {
      const { values, positionals } = parseOptions(args, ACTING, { min: 1, max: 1, what: 'on or off' });
      if (positionals[0] !== 'on' && positionals[0] !== 'off') throw new UsageError('Say "on" or "off".');
      const viewer = await actingAs(services, values);
      const wish = { dataSyncEnabled: positionals[0] === 'on' };
      const { name, dataSyncEnabled } = await changeOrganization(services, viewer, wish);
      io.err(`Data sync of ${name} is ${dataSyncEnabled ? 'on' : 'off'}.`);
      return EXIT.done;
    },
  },

  'organization change': organizationChangeCommand,

  'accounts import': accountsImportCommand,

  'gong connect': {
    usage:
      'gong connect --organization ID --access-key K --access-key-secret-file FILE|- --base-url URL [--no-sync] [--requests-per-second N] [--requests-per-day N]',
    async run(services, args, io) {
      const { values } = parseOptions(
        args,
        {
          ...ACTING,
          'access-key': 'string',
          'access-key-secret': 'string',
          'base-url': 'string',
          'no-sync': 'boolean',
          'requests-per-second': 'string',
          'requests-per-day': 'string',
        },
        none,
      );
      const viewer = await actingAs(services, values);
      const connection = await connectWithKey(
        services,
        viewer,
        {
          accessKey: required(values['access-key'], '--access-key K or --access-key-file FILE'),
          accessKeySecret: required(values['access-key-secret'], '--access-key-secret-file FILE'),
          baseUrl: required(values['base-url'], '--base-url URL'),
          turnsSyncOn: values['no-sync'] !== true,
          isByOperator: true,
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
    async run(services, args, io) {
      const { values } = parseOptions(args, { ...ACTING, from: 'string', to: 'string', wait: 'boolean' }, none);
      const viewer = await actingAs(services, values);
      const range = given({
        from: toInstant('--from', values.from, viewer.timeZone),
        to: toInstant('--to', values.to, viewer.timeZone),
      });
      const run = values.wait
        ? await finishSync(services, viewer, range, { signal: io.signal, onProgress: progressTo(io) })
        : await startSync(services, viewer, range);
      if (values.wait && run.state === 'done')
        await services.syncRunner.finishEmbedding(viewer.organizationId, io.signal, ({ embedded, calls }) =>
          io.err(`sync: ${embedded} of ${calls} calls are found by meaning too`),
        );
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
    async run(services, args, io) {
      const spec = { ...READ_OPTIONS, ...SEARCH_OPTIONS };
      const { values, positionals } = parseOptions(args, spec, { min: 1, max: 1, what: 'TEXT' });
      const { viewer, asOf } = await readerOf(services, values);
      const { limit = SEARCH_DEFAULTS.limit } = count('limit', values.limit, '--limit');
      if (limit > MOST_HITS) throw new UsageError(`--limit takes a number up to ${MOST_HITS}.`);
      const result = await searchSegments(services, viewer, {
        query: positionals[0] ?? '',
        ...(asOf && { asOf }),
        groupBy: values['by-call'] ? 'call' : 'segment',
        facets: values.facets === true,
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
    async run(services, args, io) {
      const { values, positionals } = parseOptions(args, READ_OPTIONS, { min: 1, max: 1, what: 'QUESTION' });
      const { viewer, asOf } = await readerOf(services, values);
      const request = { question: positionals[0] ?? '', ...(asOf && { asOf }) };
      const answer = await askQuestion(services, viewer, request, () => {}, io.signal);
      if (values.json) io.out(JSON.stringify(answer));
      else io.out(renderAnswer(answer, 'terminal', viewer.timeZone));
      return EXIT.done;
    },
  },

  'gong disconnect': {
    usage: 'gong disconnect --organization ID [--delete-data]',
    async run(services, args, io) {
      const { values } = parseOptions(args, { ...ACTING, 'delete-data': 'boolean' }, none);
      const erases = values['delete-data'] === true;
      const done = await disconnectGong(services, await actingAs(services, values), { erases });
      io.err(
        `Disconnected from Gong.${erases ? ` ${done.callsDeleted} calls and the answers that quote them were deleted.` : ' What was synced stays.'}`,
      );
      sayIfSearchIsAway(done, io);
      return EXIT.done;
    },
  },

  doctor: {
    usage: 'doctor [--organization ID] [--call ID | --title TEXT | --date DATE | --person EMAIL] [--json]',
    async run(services, args, io) {
      const { values } = parseOptions(
        args,
        { ...ACTING, call: 'string', title: 'string', date: 'string', person: 'string', json: 'boolean' },
        none,
      );
      const { organization, call: callId, title, date, person } = values;
      const asked = { callId, title, date, person };
      const given = Object.values(asked).filter((value) => value !== undefined).length;
      if (given > 1) throw new UsageError('Ask for one thing at a time: --call, --title, --date or --person.');
      if (given === 1) {
        const explanations = await explainMissing(services, await actingAs(services, values), asked, io.signal);
        for (const one of explanations) {
          if (values.json) io.out(JSON.stringify(one));
          else {
            const what = one.call ? `${one.call.id}${one.call.title ? ` "${one.call.title}"` : ''}: ` : '';
            io.out(`${what}${one.text} (docs/gong.md#${one.guide})`);
          }
        }
        return EXIT.done;
      }
      const findings = [
        ...(await examine(services, organization)),
        ...(await examineModel(services, organization, io.signal)),
      ];
      for (const { what, isWell, text } of findings)
        io.out(
          values.json ? JSON.stringify({ what, isWell, text }) : `${isWell ? 'ok     ' : 'PROBLEM'} ${what}: ${text}`,
        );
      return findings.every(({ isWell }) => isWell) ? EXIT.done : EXIT.failed;
    },
  },

  reindex: {
    usage: 'reindex [--drop-old]',
    async run(services, args, io) {
      const { values } = parseOptions(args, { 'drop-old': 'boolean' }, none);
      if (values['drop-old']) {
        io.err(`Old search indexes dropped: ${await dropOldIndexes(services)}.`);
        return EXIT.done;
      }
      let last = 0;
      const { calls } = await reindex(services, io.signal, ({ calls, rebuilt }) => {
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

  'password link': passwordLinkCommand,

  audit: auditCommand,

  eval: evalCommand,

  migrate: {
    usage: 'migrate',
    async run(services, args, io) {
      parseOptions(args, {}, none);
      await services.store.migrate();
      io.err('The store is up to date.');
      return EXIT.done;
    },
  },
};

const SEARCH_OPTIONS = { 'by-call': 'boolean', facets: 'boolean', limit: 'string', cursor: 'string' } as const;
const READ_OPTIONS = { ...ACTING, 'as-of': 'string', json: 'boolean' } as const;

async function readerOf(services: Services, values: { organization?: string; as?: string; 'as-of'?: string }) {
  const viewer = await actingAs(services, values);
  return { viewer, asOf: toInstant('--as-of', values['as-of'], viewer.timeZone) };
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
  if (answer.didYouMean !== null) io.err(`Did you mean: ${answer.didYouMean}`);
  if (answer.near.length > 0) io.out('In other words:');
  for (const hit of answer.near) io.out(`  ${hit.startedAt.slice(0, 10)} ${hit.callTitle} ${line(hit)}`);
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

/**
 * The given limit under its name; empty without a limit.
 * @throws UsageError for anything but a whole number of at least 1.
 */
function count<Name extends string>(name: Name, value: string | undefined, option: string): { [K in Name]?: number } {
  if (value === undefined) return {};
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`${option} takes a whole number, 1 or more.`);
  return { [name]: number } as { [K in Name]?: number };
}

/** Prints a run's progress when the progress changed. */
function progressTo(io: Io): (run: SyncRun) => void {
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
