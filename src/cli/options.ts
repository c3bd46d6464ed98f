import { parseArgs } from 'node:util';
import { UsageError } from './io.ts';

/** `strings` may be given several times. */
type Spec = Record<string, 'string' | 'strings' | 'boolean'>;
type Values<S extends Spec> = {
  [K in keyof S]?: S[K] extends 'string' ? string : S[K] extends 'strings' ? string[] : boolean;
};

/**
 * Parses a command's options, `--name value` or `--name=value`; positionals keep their order.
 * @throws UsageError naming the mistake.
 */
export function parseOptions<S extends Spec>(
  args: readonly string[],
  spec: S,
  positionals: { min: number; max: number; what: string },
) {
  const options = Object.fromEntries(
    Object.entries(spec).map(([name, type]) => [
      name,
      type === 'strings' ? { type: 'string' as const, multiple: true } : { type },
    ]),
  );
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const count = parsed.positionals.length;
  if (count < positionals.min) throw new UsageError(`${positionals.what} is missing.`);
  if (count > positionals.max)
    throw new UsageError(
      `"${parsed.positionals[positionals.max]}" is one word too many. Put texts of several words in quotes.`,
    );
  return { values: parsed.values as Values<S>, positionals: parsed.positionals };
}

/** @throws UsageError when the option is missing. */
export function required(value: string | undefined, option: string): string {
  if (value === undefined || value === '') throw new UsageError(`${option} is required.`);
  return value;
}

/** For a command that takes no words beside its options. */
export const NONE = { min: 0, max: 0, what: '' };

/**
 * The given limit under its name; empty without a limit.
 * @throws UsageError for anything but a whole number of at least 1.
 */
export function count<Name extends string>(
  name: Name,
  value: string | undefined,
  option: string,
): { [K in Name]?: number } {
  if (value === undefined) return {};
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`${option} takes a whole number, 1 or more.`);
  return { [name]: number } as { [K in Name]?: number };
}
