import { AppError } from '../errors.ts';

/**
 * Choices of columns, each `COLUMN:FIELD`: the column by header, or by position as `#2`. Without a field the column is
 * left out.
 * @throws AppError `invalid_input`.
 */
export function parseColumnChoices(choices: readonly string[]): Map<string, string | null> {
  return new Map(
    choices.map((choice) => {
      // A header may hold colons, a field holds none.
      const at = choice.lastIndexOf(':');
      if (at < 1)
        throw new AppError('invalid_input', `column: "${choice}" is not a column and a field, such as "Kunde:name".`);
      return [choice.slice(0, at).trim(), choice.slice(at + 1).trim() || null];
    }),
  );
}
