import type { AnswerPlan } from '../../http/api-types.ts';
import { formatDay, SIDE_NAMES } from '../format.ts';
import { useTimeZone } from '../me.ts';
import { Chip } from '../ui/chip.tsx';
import { AddScope } from './add-scope.tsx';
import { ReadingChips } from './reading-chips.tsx';

const TYPE_NAMES: Record<AnswerPlan['type'], string | null> = {
  said: null,
  concerns: null,
  list: 'list',
  count: 'count',
  compare: 'comparison',
  summarize: 'summary, call by call',
  when: 'when it was',
  who: 'who it was',
  changed: 'what changed',
  // The number itself is named.
  figure: null,
};

/** Null: not worth a word, as the plural of a word. */
const ADDITION_NAMES: Record<AnswerPlan['added'][number]['kind'], string | null> = {
  synonym: 'similar, from the model',
  sub_question: 'also asked, from the model',
  made_up_quote: 'example wording, from the model',
  telling_word: 'talked about',
  word_form: null,
  business_word: 'also searched',
  related_word: 'also searched',
};
/** Words beyond this number show only on hover. */
const MOST_SHOWN = 6;

type Props = { plan: AnswerPlan; onEdit?: ((plan: AnswerPlan) => void) | undefined };

/** The question as understood. Removing or adding a part asks again. */
export function PlanChips({ plan, onEdit }: Props) {
  const timeZone = useTimeZone();
  const takenOver = (what: AnswerPlan['inherited'][number]) => plan.inherited.includes(what);
  const edit = (change: Partial<AnswerPlan>) => onEdit && (() => onEdit({ ...plan, ...change, warnings: [] }));
  const without = <T,>(list: readonly T[], one: T) => list.filter((other) => other !== one);
  const isNoSpeaker = (person: { id: string }) => !plan.speakers.some(({ id }) => id === person.id);
  const type = TYPE_NAMES[plan.type];
  return (
    <ul className="flex flex-wrap gap-2" aria-label="Understood as">
      {type && <Chip label="answer" value={type} onRemove={edit({ type: 'said', isDescription: false })} />}
      {plan.accounts.map((account) => (
        <Chip
          key={account.id}
          label="account"
          value={account.name}
          isTakenOver={takenOver('accounts')}
          onRemove={edit({ accounts: without(plan.accounts, account) })}
        />
      ))}
      {plan.speakers.map((speaker) => (
        <Chip
          key={speaker.name}
          label="said by"
          value={speaker.name}
          isTakenOver={takenOver('people')}
          onRemove={edit({
            speakers: without(plan.speakers, speaker),
            people: plan.people.filter(({ id }) => id !== speaker.id),
          })}
        />
      ))}
      {plan.people.filter(isNoSpeaker).map((person) => (
        <Chip
          key={person.id}
          label="person"
          value={person.name}
          isTakenOver={takenOver('people')}
          onRemove={edit({ people: without(plan.people, person) })}
        />
      ))}
      {rangesOf(plan).map((range) => (
        <Chip
          key={range.label}
          // A call's label has its day already.
          label={plan.calls.length > 0 ? 'calls' : range.label || 'dates'}
          value={plan.calls.length > 0 && range.label ? range.label : daysOf(range, timeZone)}
          isTakenOver={takenOver('dates')}
          onRemove={edit({ from: null, to: null, when: null, ranges: [], calls: [], isAnyTimeToo: false })}
        />
      ))}
      <ReadingChips plan={plan} edit={edit} />
      {plan.side && <Chip label="said by" value={SIDE_NAMES[plan.side]} onRemove={edit({ side: null })} />}
      {plan.trackers.map((tracker) => (
        <Chip
          key={tracker.id}
          label="topic"
          value={tracker.name}
          isTakenOver={takenOver('topic')}
          onRemove={edit({ trackers: without(plan.trackers, tracker) })}
        />
      ))}
      {plan.phrases.map((phrase) => (
        <Chip
          key={phrase}
          label="exactly"
          value={`“${phrase}”`}
          onRemove={edit({ phrases: without(plan.phrases, phrase) })}
        />
      ))}
      {plan.acts.map((asked) => (
        <Chip
          key={asked.act}
          label="by meaning"
          value={asked.words}
          isTakenOver={takenOver('topic')}
          onRemove={edit({ acts: without(plan.acts, asked), terms: [...plan.terms, ...asked.words.split(' ')] })}
        />
      ))}
      {plan.terms.length > 0 && (
        <Chip
          label="words"
          value={plan.terms.join(' ')}
          isTakenOver={takenOver('topic')}
          onRemove={edit({ terms: [], runs: [] })}
        />
      )}
      {[...Map.groupBy(plan.added, ({ kind }) => ADDITION_NAMES[kind])].map(
        ([name, additions]) =>
          name && (
            <Chip
              key={name}
              label={name}
              value={<AddedWords words={[...new Set(additions.map(({ text }) => text))]} />}
              name={`Ask without what is ${name}`}
              onRemove={edit({ added: plan.added.filter(({ kind }) => ADDITION_NAMES[kind] !== name) })}
            />
          ),
      )}
      {plan.edit && (
        <Chip label="changes the answer" value={plan.edit.instructions.join('; ')} onRemove={edit({ edit: null })} />
      )}
      {onEdit && (
        <li>
          <AddScope plan={plan} onEdit={(change) => edit(change)?.()} />
        </li>
      )}
    </ul>
  );
}

function AddedWords({ words }: { words: readonly string[] }) {
  const more = words.length - MOST_SHOWN;
  return (
    <span title={more > 0 ? words.join(', ') : undefined}>
      {words.slice(0, MOST_SHOWN).join(', ')}
      {more > 0 && ` and ${more} more`}
    </span>
  );
}

function daysOf({ from, to }: { from: string | null; to: string | null }, timeZone: string): string {
  const first = from ? formatDay(from, timeZone) : '…';
  const last = to ? formatDay(new Date(Date.parse(to) - 1).toISOString(), timeZone) : 'now';
  return first === last ? first : `${first} to ${last}`;
}

function rangesOf({ ranges, from, to, when }: AnswerPlan): { from: string | null; to: string | null; label: string }[] {
  if (ranges.length > 1) return ranges;
  return from || to ? [{ from, to, label: when ?? '' }] : [];
}
