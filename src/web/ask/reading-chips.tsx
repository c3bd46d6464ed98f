import type { AnswerPlan } from '../../http/api-types.ts';
import { PLATFORM_NAMES } from '../format.ts';
import { Chip } from '../ui/chip.tsx';

const MEASURE_NAMES: Record<NonNullable<AnswerPlan['measure']>['of'], string> = {
  minutes: 'how long we talked',
  silence: 'who we haven’t talked to',
  talkers: 'who talks most',
  longest_call: 'the longest call',
  shortest_call: 'the shortest call',
  team: 'which teammates took part',
  last_call: 'the last call',
  busiest: 'who we talk to most',
  talk_share: 'talk share by person',
  contacts: 'which contacts took part',
  customers: 'how many customers',
  person: 'who someone is',
  attendees: 'who was there',
  first_call: 'the first call',
  call_day: 'the day of the call',
  calls: 'the calls themselves',
  quietest: 'who we talk to least',
  least_talkers: 'who talks least',
  platform: 'where calls were held',
  average_call: 'how long a call lasts on average',
  email: 'email addresses',
  calls_by: 'how many calls',
};

const measureWords = ({ of, days, platform, per, title }: NonNullable<AnswerPlan['measure']>): string =>
  [
    per ? `${MEASURE_NAMES[of]} per ${per}` : MEASURE_NAMES[of],
    ...(platform ? [PLATFORM_NAMES[platform]] : []),
    ...(title ? [`“${title}” in the title`] : []),
    ...(days ? [`${days} days or more`] : []),
  ].join(', ');

type Props = { plan: AnswerPlan; edit: (change: Partial<AnswerPlan>) => (() => void) | undefined };

/** How the question was read beyond its names, times and words. Removing a reading asks for the other one. */
export function ReadingChips({ plan, edit }: Props) {
  const { measure, negation } = plan;
  const left = negation ? [...negation.words, ...negation.trackers.map(({ name }) => name)].join(', ') : '';
  return (
    <>
      {measure && (
        <Chip label="from the record" value={measureWords(measure)} onRemove={edit({ type: 'said', measure: null })} />
      )}
      {plan.isAnyTimeToo && plan.ranges.length > 0 && (
        <Chip
          label="time"
          value="calls of other times too"
          name="Ask only calls of this time"
          onRemove={edit({ isAnyTimeToo: false })}
        />
      )}
      {plan.isOfNow && (
        <Chip
          label="as of now"
          value="newest calls included"
          name="Ask without a look at the newest calls"
          onRemove={edit({ isOfNow: false })}
        />
      )}
      {negation?.kind === 'exclusion' && (
        <Chip label="without" value={left} name={`Ask with ${left}`} onRemove={edit({ negation: null })} />
      )}
      {negation?.kind === 'complement' && (
        <Chip
          label="listed"
          value="those without these words"
          name="List those with these words"
          onRemove={edit({ negation: null })}
        />
      )}
    </>
  );
}
