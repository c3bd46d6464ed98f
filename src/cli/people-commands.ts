import { resolve } from 'node:path';
import type { App } from '../app.ts';
import { EXIT, type Io, UsageError } from './io.ts';
import { parseOptions, required } from './options.ts';
import { readTextFile } from './read-text-file.ts';

export const contactsImportCommand = {
  usage: 'contacts import FILE.csv --organization ID',
  async run(app: App, args: string[], io: Io, cwd: string): Promise<number> {
    const { values, positionals } = parseOptions(
      args,
      { organization: 'string' },
      { min: 1, max: 1, what: 'FILE.csv' },
    );
    const csv = await readTextFile(resolve(cwd, positionals[0] ?? ''));
    io.out(JSON.stringify(await app.importContacts(required(values.organization, '--organization ID'), csv)));
    return EXIT.done;
  },
};

export const eraseCommand = {
  usage: 'erase --person EMAIL | --call ID --organization ID',
  async run(app: App, args: string[], io: Io): Promise<number> {
    const { values } = parseOptions(
      args,
      { person: 'string', call: 'string', organization: 'string' },
      { min: 0, max: 0, what: '' },
    );
    const { person, call } = values;
    if ((person === undefined) === (call === undefined))
      throw new UsageError('Say whom or what to forget: --person EMAIL or --call ID.');
    const id = required(values.organization, '--organization ID');
    const erased = await app.erase(id, person === undefined ? { callId: call ?? '' } : { person });
    io.out(JSON.stringify(erased));
    io.err(
      erased.people + erased.calls === 0
        ? `Nothing of ${person ?? call} was here; a later sync leaves it out too.`
        : 'Store, search, recordings, answers and records hold nothing of it any more. Your backups are yours to see to.',
    );
    return EXIT.done;
  },
};
