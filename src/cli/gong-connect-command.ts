import { connectWithKey } from '../sync/connect-with-key.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand } from './io.ts';
import { count, NONE, parseOptions, required } from './options.ts';

export const gongConnect: RunCommand = async (services, args, io) => {
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
    NONE,
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
};
