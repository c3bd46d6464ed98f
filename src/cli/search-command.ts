import { DateTime } from 'luxon';
import { toSearchAnswer } from '../search/search-answer.ts';
import { MOST_HITS, SEARCH_DEFAULTS } from '../search/search-request.ts';
import { searchSegments } from '../search/search-segments.ts';
import { formatPosition } from '../time-window.ts';
import { READ_OPTIONS, readerOf } from './acting-as.ts';
import { EXIT, type Io, type RunCommand, UsageError } from './io.ts';
import { count, parseOptions } from './options.ts';

const SEARCH_OPTIONS = { 'by-call': 'boolean', facets: 'boolean', limit: 'string', cursor: 'string' } as const;

export const search: RunCommand = async (services, args, io) => {
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
  else printSearch(answer, viewer.timeZone, io);
  return EXIT.done;
};

function printSearch(answer: ReturnType<typeof toSearchAnswer>, timeZone: string, io: Io): void {
  const day = (startedAt: string) => DateTime.fromISO(startedAt, { zone: timeZone }).toISODate();
  for (const warning of answer.plan.warnings) io.err(warning);
  const line = ({ startMs, speaker, text }: { startMs: number; speaker: { name: string }; text: string }) =>
    `${formatPosition(startMs)} ${speaker.name}: ${text}`;
  for (const hit of answer.hits) {
    const call = `${day(hit.startedAt)} ${hit.callTitle}`;
    io.out(
      hit.moments ? [call, ...hit.moments.map((moment) => `  ${line(moment)}`)].join('\n') : `${call} ${line(hit)}`,
    );
  }
  if (answer.didYouMean !== null) io.err(`Did you mean: ${answer.didYouMean}`);
  if (answer.near.length > 0) io.out('In other words:');
  for (const hit of answer.near) io.out(`  ${day(hit.startedAt)} ${hit.callTitle} ${line(hit)}`);
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
