import { examineModel } from '../ask/examine-model.ts';
import { explainMissing } from '../sync/explain-missing.ts';
import { examine } from '../upkeep/examine.ts';
import { mend } from '../upkeep/mend.ts';
import { ACTING, actingAs } from './acting-as.ts';
import { EXIT, type RunCommand, UsageError } from './io.ts';
import { NONE, parseOptions } from './options.ts';

export const doctor: RunCommand = async (services, args, io) => {
  const { values } = parseOptions(
    args,
    { ...ACTING, call: 'string', title: 'string', date: 'string', person: 'string', json: 'boolean', fix: 'boolean' },
    NONE,
  );
  const { organization, call: callId, title, date, person } = values;
  const asked = { callId, title, date, person };
  const given = Object.values(asked).filter((value) => value !== undefined).length;
  if (given > 0 && values.fix) throw new UsageError('--fix mends the installation: leave out the rest.');
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
  if (values.fix) for (const done of await mend(services, io.signal)) io.err(`mended: ${done}`);
  const findings = [
    ...(await examine(services, organization)),
    ...(await examineModel(services, organization, io.signal)),
  ];
  for (const { what, isWell, text } of findings)
    io.out(values.json ? JSON.stringify({ what, isWell, text }) : `${isWell ? 'ok     ' : 'PROBLEM'} ${what}: ${text}`);
  return findings.every(({ isWell }) => isWell) ? EXIT.done : EXIT.failed;
};
