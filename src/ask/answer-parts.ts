import { z } from 'zod';
import { callIdSchema } from '../call.ts';
import { figureSchema } from '../figure.ts';
import { namedSchema } from '../named.ts';
import { answerPlanSchema } from './answer-plan.ts';

/** A call as an answer names it. */
export const namedCallSchema = z.object({
  id: callIdSchema,
  title: z.string(),
  startedAt: z.string(),
  accounts: z.array(namedSchema),
});
export type NamedCall = z.infer<typeof namedCallSchema>;

const claims = z.array(z.number()).meta({ description: 'Positions in `claims` of the answer.' });
const more = z.number().meta({ description: 'How many there are that are not shown.' });

const countedAccountSchema = z.object({
  account: namedSchema.nullable().meta({ description: 'Null: calls of no known account.' }),
  mentions: z.number(),
  calls: z.number(),
  claims,
});
export type CountedAccount = z.infer<typeof countedAccountSchema>;

const figureRowSchema = z.object({
  name: z.string(),
  detail: z.string().meta({ description: 'What tells it from others: a company, a day, an address; may be empty.' }),
  figures: z.array(figureSchema),
  claims,
});
export type FigureRow = z.infer<typeof figureRowSchema>;

/**
 * The parts of an answer, in reading order. Parts carry facts; each surface formats times and numbers itself. Parts
 * point at claims, choices and the nearest moment, because the answer already holds all three.
 */
export const answerPartSchema = z
  .discriminatedUnion('kind', [
    z
      .object({
        kind: z.literal('lead'),
        text: z.string(),
        claims: claims.optional().meta({
          description: 'Positions of the claims that the text is made of; absent where it is not of claims.',
        }),
      })
      .meta({ description: 'What is answered in a sentence or two, or what is said where nothing was found.' }),
    z.object({ kind: z.literal('note'), text: z.string() }).meta({
      description: 'Why the answer is not what it might have been: cut, stopped, without the model.',
    }),
    z.object({ kind: z.literal('claims'), claims }).meta({ description: 'Claims that stand under no heading.' }),
    z.object({
      kind: z.literal('section'),
      call: namedCallSchema,
      account: namedSchema.nullable().meta({ description: 'Where accounts are compared, the one that it is of.' }),
      claims,
      more,
    }),
    z.object({ kind: z.literal('theme'), heading: z.string(), claims }).meta({
      description: 'Claims under a heading: an account, a theme, a day.',
    }),
    z.object({ kind: z.literal('open'), questions: z.array(z.string()) }).meta({
      description: 'Parts of the question that nothing in these calls answers.',
    }),
    z.object({ kind: z.literal('count'), accounts: z.array(countedAccountSchema) }).meta({
      description: 'What `census` counted, by account, those that said it most first.',
    }),
    z.object({ kind: z.literal('figures'), rows: z.array(figureRowSchema), more }).meta({
      description: 'Numbers of people, accounts or calls, a row for each, in the order asked for.',
    }),
    z.object({ kind: z.literal('calls'), calls: z.array(namedCallSchema), more }).meta({
      description: 'Calls that are listed without a quote; none of them: there are more.',
    }),
    z.object({ kind: z.literal('silent'), about: z.string(), calls: z.array(namedCallSchema) }).meta({
      description: 'Calls in which nothing was found about it.',
    }),
    z.object({ kind: z.literal('wordless'), calls: z.array(namedCallSchema) }).meta({
      description: 'Calls without a transcript.',
    }),
    z.object({ kind: z.literal('nearest') }).meta({ description: 'The place of `nearest`.' }),
    z.object({ kind: z.literal('choice'), choice: z.number() }).meta({ description: 'A position in `choices`.' }),
    z
      .object({
        kind: z.literal('offer'),
        text: z.string().meta({ description: 'What there is to find by it.' }),
        question: z.string(),
        plan: answerPlanSchema.nullable().meta({ description: 'To ask by; null in answers of older versions.' }),
      })
      .meta({ description: 'What can be asked next.' }),
  ])
  .meta({ id: 'AnswerPart' });
export type AnswerPart = z.infer<typeof answerPartSchema>;
export type Section = Extract<AnswerPart, { kind: 'section' }>;
export type Offer = Extract<AnswerPart, { kind: 'offer' }>;
