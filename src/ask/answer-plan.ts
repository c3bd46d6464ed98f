import { z } from 'zod';
import { platformSchema, sideSchema } from '../call.ts';
import { isoDate, isoText } from '../iso-date.ts';
import { ANSWER_WISHES } from '../language/answer-edits.ts';
import { ACTS } from '../language/asked-acts.ts';
import type { CallWords } from '../language/call-words.ts';
import { CENSUS_OF } from '../language/census-of.ts';
import type { Mention } from '../language/find-mentions.ts';
import { MEASURES } from '../language/measure-words.ts';
import type { Predicate } from '../language/predicate-words.ts';
import type { NamedTime, SubjectTime } from '../language/question-times.ts';
import { QUESTION_TYPES, type QuestionType } from '../language/question-type.ts';
import { CALENDAR_UNITS } from '../language/record-words.ts';
import { namedSchema } from '../named.ts';
import type { Tracker } from '../tracker.ts';
import { withOlder } from '../with-older.ts';

const BY_MODEL = ['synonym', 'sub_question', 'made_up_quote'] as const;
const BY_RULES = ['telling_word', 'word_form', 'business_word', 'related_word'] as const;
const ADDITIONS = [...BY_MODEL, ...BY_RULES] as const;

/** An addition by a model, a word the calls in scope are most about, or another word for a word of the question. */
const additionSchema = z.object({
  kind: z.enum(ADDITIONS),
  text: z.string(),
  of: z.string().optional(),
});
export type Addition = z.infer<typeof additionSchema>;

/** Whether a model added it, to be searched beside the question. */
export const isOfModel = ({ kind }: Addition): boolean => BY_MODEL.some((one) => one === kind);

const inheritedSchema = z.enum(['accounts', 'people', 'dates', 'topic']);
export type Inherited = z.infer<typeof inheritedSchema>;

const editSchema = z
  .object({
    kind: z.enum(['wording', 'why', 'those', 'narrow']),
    wish: z.enum(ANSWER_WISHES).nullable(),
    count: z.number().nullable().meta({ description: 'How many points or sentences are wished for.' }),
    of: z.string().meta({ description: 'The question whose answer is changed.' }),
    instructions: z.array(z.string()).meta({ description: 'What the reader wished for, one after the other.' }),
  })
  .meta({ description: 'The change that a follow-up makes to the answer before.' });

/**
 * What a question is about; only a question about `calls` is searched. `colloquy` is about us, `outside` about the
 * world, `judgement` asks for a verdict over all calls, `nothing` names no subject over all calls. `no_answer` wishes
 * to change an answer before, and there is none. `thanks` takes note of the answer before.
 */
const aboutSchema = z.enum(['calls', 'colloquy', 'outside', 'judgement', 'nothing', 'no_answer', 'thanks']);

const negationSchema = z
  .object({
    kind: z.enum(['complement', 'exclusion', 'unread']),
    words: z.array(z.string()),
    trackers: z.array(namedSchema),
  })
  .meta({
    description:
      'What a "not" does. `complement`: those are listed that do not hold the words. `exclusion`: those are left out that ' +
      'hold any of these `words` or `trackers`. `unread`: no rule read these words, and the answer says so.',
  });

const rangeSchema = z.object({ from: isoText.nullable(), to: isoText.nullable(), label: z.string() });

/** The question as understood, for readers to check, correct and ask again. */
export const answerPlanSchema = z
  .object({
    type: z.enum(QUESTION_TYPES),
    census: z.enum(CENSUS_OF).meta({ description: 'What a list or a count is of.' }),
    accounts: z.array(namedSchema),
    people: z.array(namedSchema),
    speakers: z
      .array(z.object({ id: z.string().nullable(), name: z.string() }))
      .default([])
      .meta({
        description: 'The people whose own words answer; `id` is null for someone known by the name on a call alone.',
      }),
    talkedAbout: z.array(namedSchema).default([]).meta({
      description: 'Accounts and people who are talked about: their names are searched as words.',
    }),
    calls: z.array(namedSchema).default([]).meta({
      description: 'The only calls searched, by their titles: named by title, or by a link.',
    }),
    from: isoText.nullable(),
    to: isoText.nullable(),
    when: z.string().nullable().meta({ description: 'The words that named the range, in ours: "last quarter".' }),
    ranges: z.array(rangeSchema).meta({
      description: 'The stretches searched; none: all of the time. `from` and `to` hold all of them.',
    }),
    isAnyTimeToo: z
      .boolean()
      .default(false)
      .meta({
        description:
          'The time may be what is asked about rather than when it was said: calls of any time are searched beside those ' +
          'of `ranges`, and the time is searched for as words.',
      }),
    side: sideSchema.nullable(),
    trackers: z.array(namedSchema),
    phrases: z.array(z.string()),
    terms: z.array(z.string()).meta({
      description: 'Words to search for: what is left without mentions, dates and the words of asking.',
    }),
    runs: z.array(z.string()).meta({ description: 'Terms that stand together: what a list or a count looks for.' }),
    isDescription: z.boolean().default(false).meta({
      description:
        'What a list or a count is of is described, not named: it is looked for by meaning, and not counted.',
    }),
    acts: z
      .array(z.object({ act: z.enum(ACTS), words: z.string() }))
      .default([])
      .meta({
        description:
          'What people do by speaking, asked for in these words of the question, which need not be said: what is said ' +
          'by who does it is looked for by meaning.',
      }),
    negation: negationSchema.nullable().default(null),
    isOfNow: z.boolean().default(false).meta({
      description: 'How something stands is asked: the newest calls that speak of it are always among the moments.',
    }),
    measure: z
      .object({
        of: z.enum(MEASURES),
        days: z.number().nullable(),
        platform: platformSchema.nullable().default(null).meta({ description: 'Only calls held there are meant.' }),
        per: z.enum(CALENDAR_UNITS).nullable().default(null).meta({ description: 'What calls are counted by.' }),
        title: z
          .string()
          .nullable()
          .default(null)
          .meta({ description: 'Only people with these words in their title are meant.' }),
      })
      .nullable()
      .default(null)
      .meta({
        description: 'What the record itself tells: minutes, silence of so many days, who was there, which calls.',
      }),
    meaning: z.string().meta({ description: 'The question without its mentions and dates.' }),
    added: z.array(additionSchema).meta({
      description:
        'What was added: by a model, the words that the calls in scope are most about where no topic is named, or ' +
        'other words for those of the question, which `of` names.',
    }),
    inherited: z.array(inheritedSchema).meta({ description: 'What was taken over from the question before.' }),
    edit: editSchema.nullable().default(null),
    about: aboutSchema.default('calls').meta({ description: 'Nothing but a question about calls is searched.' }),
    warnings: z.array(z.string()),
  })
  .meta({
    id: 'Plan',
    description:
      'What was understood. Sent with a question, edited or not, it is asked by: the question is not planned anew.',
  });
export type AnswerPlan = z.infer<typeof answerPlanSchema>;

/** A plan as the store holds it. Plans of older versions lack some members. */
export const keptPlanSchema = withOlder(
  {
    type: 'said',
    census: 'mentions',
    meaning: '',
    ranges: [],
    isAnyTimeToo: false,
    runs: [],
    added: [],
    inherited: [],
  },
  answerPlanSchema,
);

/** The plan with dates in place of ISO text, and with nothing left to a default. */
const { speakers, talkedAbout, calls, acts } = answerPlanSchema.shape;
const momentsSchema = answerPlanSchema.extend({
  speakers: speakers.unwrap(),
  talkedAbout: talkedAbout.unwrap(),
  calls: calls.unwrap(),
  acts: acts.unwrap(),
  from: isoDate.nullable(),
  to: isoDate.nullable(),
  ranges: z.array(rangeSchema.extend({ from: isoDate.nullable(), to: isoDate.nullable() })),
});

type Moments = z.output<typeof momentsSchema>;

/** A plan for making and searching, with open matters still to settle and every tracker in full. */
export type QuestionPlan = Omit<Moments, 'trackers' | 'negation'> & {
  trackers: Tracker[];
  negation: (Omit<NonNullable<Moments['negation']>, 'trackers'> & { trackers: Tracker[] }) | null;
  /** The type when the question itself shows it; null when assumed. */
  typeCue: QuestionType | null;
  mentions: Mention[];
  /** The time of `ranges` as the question names it; null for none, or when told from the asking ("last week"). */
  namedTime: NamedTime | null;
  /** Times that the subject has ("the budget for 2027"), still to be looked for in what was said. */
  subjectTimes: SubjectTime[];
  /** Such times that nobody named. */
  unsaidTimes: string[];
  /** The answer that the question changes; null for a question of its own. */
  formerId: string | null;
  /** A time named by a call, still to be looked up. */
  callWords: CallWords | null;
  /** What the question says of its names ("has ■ apologised"): words that need not have been said. */
  predicates: Predicate[];
  /** True when the question covers all accounts (`isOfAll`) or any time (`isAnyTime`). */
  isOfAll: boolean;
  isAnyTime: boolean;
};

/** The plan as readers get it. */
export const toAnswerPlan = (plan: QuestionPlan): AnswerPlan => answerPlanSchema.parse(z.encode(momentsSchema, plan));

/**
 * Turns an answer's plan, edited or kept, into a plan to ask with again; no word of the question is planned anew. A
 * tracker gone since then is dropped with a warning.
 */
export function fromAnswerPlan(given: AnswerPlan, trackers: readonly Tracker[]): QuestionPlan {
  const plan = z.decode(momentsSchema, { ...given, ranges: rangesOf(given) });
  const gone = plan.trackers.filter(({ id }) => !trackers.some((tracker) => tracker.id === id));
  return {
    ...plan,
    typeCue: plan.type,
    mentions: [],
    formerId: null,
    namedTime: null,
    subjectTimes: [],
    unsaidTimes: [],
    callWords: null,
    predicates: [],
    trackers: trackers.filter(({ id }) => plan.trackers.some((wanted) => wanted.id === id)),
    negation: plan.negation && {
      ...plan.negation,
      trackers: trackers.filter(({ id }) => plan.negation?.trackers.some((excluded) => excluded.id === id)),
    },
    isOfAll: plan.accounts.length === 0,
    isAnyTime: plan.from === null && plan.to === null,
    warnings: gone.map(({ name }) => `There is no tracker ${name} any more.`),
  };
}

/**
 * An edit may change only `from` or `to`. Ranges with other ends are then stale, and one range from `from` to `to`
 * replaces them.
 */
function rangesOf({ ranges, from, to, when }: AnswerPlan): AnswerPlan['ranges'] {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first && first.from === from && last?.to === to) return ranges;
  return from || to ? [{ from, to, label: when ?? '' }] : [];
}
