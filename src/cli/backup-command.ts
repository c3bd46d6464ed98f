import { resolve } from 'node:path';
import { backUp } from '../upkeep/back-up.ts';
import { EXIT, type RunCommand } from './io.ts';
import { parseOptions } from './options.ts';
import { toSize } from './to-size.ts';

export const backup: RunCommand = async (services, args, io, cwd) => {
  const { values, positionals } = parseOptions(
    args,
    { 'without-media': 'boolean', passphrase: 'string' },
    { min: 1, max: 1, what: 'FILE' },
  );
  const file = resolve(cwd, positionals[0] ?? '');
  const passphrase = values.passphrase ?? null;
  const { bytes, strangers } = await backUp(
    services,
    { file, hasMedia: !values['without-media'], passphrase },
    io.signal,
  );
  io.err(
    `${file} has ${toSize(bytes)}${passphrase === null ? ', and everybody who has it can read the calls: keep it as you keep them' : ', sealed: without the passphrase nobody opens it'}.` +
      (strangers > 0 ? ` Left out of DATA_DIR/media, since Colloquy made no such files: ${strangers}.` : '') +
      (services.config.secretKey ? ' SECRET_KEY is not in it: keep it apart.' : ''),
  );
  return EXIT.done;
};
