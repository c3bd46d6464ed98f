import { askQuestion } from '../ask/ask-question.ts';
import { renderAnswer } from '../ask/render-answer.ts';
import { READ_OPTIONS, readerOf } from './acting-as.ts';
import { EXIT, type RunCommand } from './io.ts';
import { parseOptions } from './options.ts';

export const ask: RunCommand = async (services, args, io) => {
  const { values, positionals } = parseOptions(args, READ_OPTIONS, { min: 1, max: 1, what: 'QUESTION' });
  const { viewer, asOf } = await readerOf(services, values);
  const request = { question: positionals[0] ?? '', ...(asOf && { asOf }) };
  const answer = await askQuestion(services, viewer, request, () => {}, io.signal);
  if (values.json) io.out(JSON.stringify(answer));
  else io.out(renderAnswer(answer, 'terminal', viewer.timeZone));
  return EXIT.done;
};
