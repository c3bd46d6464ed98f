import type { z } from 'zod';
import { cleanJson } from '../clean-text.ts';
import { AppError } from '../errors.ts';
import type { Model, Prompt } from './model.ts';

/**
 * Has a model answer with one object, and reads it whole. Fences and words around it are passed over.
 * @throws ModelError as the model's; AppError `model_unreadable` for any other answer.
 */
export async function readObject<Schema extends z.ZodType>(
  model: Pick<Model, 'stream'>,
  prompt: Prompt,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.infer<Schema>> {
  const pieces: string[] = [];
  for await (const piece of model.stream(prompt, signal)) if (piece.kind === 'text') pieces.push(piece.text);
  const text = pieces.join('');
  try {
    return schema.parse(cleanJson(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))));
  } catch (cause) {
    throw new AppError('model_unreadable', 'The model did not answer in the form that was asked of it.', { cause });
  }
}
