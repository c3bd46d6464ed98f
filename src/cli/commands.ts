import type { RunAlone, RunCommand } from './io.ts';

/**
 * A command on the data: how it is typed, and its code, loaded when the command runs. `loadAlone`: no server may have
 * the data meanwhile. `readsInput`: it talks with who started it, line by line.
 */
type Command = { usage: string; readsInput?: true } & (
  | { load: () => Promise<RunCommand> }
  | { loadAlone: () => Promise<RunAlone> }
);

/** In the order of the help. A command's own file is loaded late: most of what it imports no other command needs. */
export const COMMANDS: Record<string, Command> = {
  'organization create': {
    usage: 'organization create NAME --admin EMAIL [--password-file FILE|-] [--domains a.com,b.com]',
    load: async () => (await import('./organization-create-command.ts')).organizationCreate,
  },
  'organization data-sync': {
    usage: 'organization data-sync on|off --organization ID',
    load: async () => (await import('./data-sync-command.ts')).dataSync,
  },
  'organization change': {
    usage:
      'organization change --organization ID [--name NAME] [--domains a.com,b.com] [--time-zone ZONE] [--fiscal-year-start MONTH]',
    load: async () => (await import('./organization-change-command.ts')).organizationChange,
  },
  access: {
    usage:
      'access --organization ID [--mode everyone|gong|own] [--team both|manager|leads] [--without-gong-user nothing|own|everything]',
    load: async () => (await import('./access-command.ts')).access,
  },
  'access explain': {
    usage: 'access explain --organization ID --member EMAIL [--call ID]',
    load: async () => (await import('./access-command.ts')).accessExplain,
  },
  'accounts import': {
    usage:
      'accounts import FILE.csv --organization ID [--preview [--json]] [--skip] [--column HEADER:FIELD]… [--encoding NAME]',
    load: async () => (await import('./import-commands.ts')).accountsImport,
  },
  'gong connect': {
    usage:
      'gong connect --organization ID --access-key K --access-key-secret-file FILE|- --base-url URL [--no-sync] [--requests-per-second N] [--requests-per-day N]',
    load: async () => (await import('./gong-connect-command.ts')).gongConnect,
  },
  sync: {
    usage: 'sync --organization ID [--from DATE] [--to DATE] [--wait]',
    load: async () => (await import('./sync-command.ts')).sync,
  },
  search: {
    usage:
      'search TEXT --organization ID [--as EMAIL] [--as-of TIME] [--by-call] [--facets] [--limit N] [--cursor C] [--json]',
    load: async () => (await import('./search-command.ts')).search,
  },
  ask: {
    usage: 'ask QUESTION --organization ID [--as EMAIL] [--as-of TIME] [--json]',
    load: async () => (await import('./ask-command.ts')).ask,
  },
  mcp: {
    usage: 'mcp --organization ID [--as EMAIL]',
    readsInput: true,
    load: async () => (await import('./mcp-command.ts')).mcp,
  },
  'gong disconnect': {
    usage: 'gong disconnect --organization ID [--delete-data]',
    load: async () => (await import('./gong-disconnect-command.ts')).gongDisconnect,
  },
  doctor: {
    usage: 'doctor [--organization ID] [--fix] [--call ID | --title TEXT | --date DATE | --person EMAIL] [--json]',
    load: async () => (await import('./doctor-command.ts')).doctor,
  },
  reindex: {
    usage: 'reindex [--drop-old] [--anyway]',
    load: async () => (await import('./reindex-command.ts')).reindexCommand,
  },
  'contacts import': {
    usage:
      'contacts import FILE.csv --organization ID [--preview [--json]] [--skip] [--column HEADER:FIELD]… [--encoding NAME]',
    load: async () => (await import('./import-commands.ts')).contactsImport,
  },
  erase: {
    usage: 'erase --person EMAIL | --call ID --organization ID',
    load: async () => (await import('./erase-command.ts')).eraseCommand,
  },
  'password link': {
    usage: 'password link EMAIL',
    load: async () => (await import('./password-link-command.ts')).passwordLink,
  },
  audit: {
    usage:
      'audit --organization ID [--from DATE] [--to DATE] [--action ACTION] [--without ACTION] [--as EMAIL] [--json]',
    load: async () => (await import('./audit-command.ts')).audit,
  },
  eval: {
    usage:
      'eval answers --organization ID [--data FILE.jsonl] [--as EMAIL] [--out FILE.json] [--against FILE.json] [--json]',
    load: async () => (await import('./eval-command.ts')).evalAnswers,
  },
  backup: {
    usage: 'backup FILE [--without-media] [--passphrase-file FILE|-]',
    load: async () => (await import('./backup-command.ts')).backup,
  },
  restore: {
    usage: 'restore FILE [--passphrase-file FILE|-]',
    loadAlone: async () => (await import('./restore-command.ts')).restore,
  },
  move: {
    usage: 'move --to DATABASE_URL | --to-file FILE|-',
    loadAlone: async () => (await import('./move-command.ts')).move,
  },
  cases: {
    usage: 'cases --organization ID [--remove CASE] [--as EMAIL] [--json]',
    load: async () => (await import('./cases-command.ts')).casesCommand,
  },
  migrate: {
    usage: 'migrate',
    load: async () => (await import('./migrate-command.ts')).migrate,
  },
};
