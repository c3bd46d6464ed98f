/**
 * Readers of single members of an address's query. Each answers an object with the member, or an empty object for a
 * missing or invalid value.
 */
export type UnreadAddress = Record<string, unknown>;

export const text = <Name extends string>(given: UnreadAddress, name: Name): { [N in Name]?: string } => {
  const value = given[name];
  // The router reads the address as JSON, so `q=2024` arrives as a number.
  const words = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  return (words === '' ? {} : { [name]: words }) as { [N in Name]?: string };
};

export const oneOf = <Name extends string, Value extends string>(
  given: UnreadAddress,
  name: Name,
  values: readonly Value[],
): { [N in Name]?: Value } =>
  (values.includes(given[name] as Value) ? { [name]: given[name] } : {}) as { [N in Name]?: Value };

/** The names of a table's entries, as a list for `oneOf`. `Object.keys` forgets that they are the table's. */
export const namesIn = <Name extends string>(table: Record<Name, unknown>): Name[] => Object.keys(table) as Name[];

/** A day like 2026-11-22. */
export const instant = <Name extends string>(given: UnreadAddress, name: Name): { [N in Name]?: string } =>
  (/^\d{4}-\d\d-\d\d$/.test(text(given, name)[name] ?? '') ? { [name]: given[name] } : {}) as { [N in Name]?: string };

/** Milliseconds from the start of a call. */
export const position = <Name extends string>(given: UnreadAddress, name: Name): { [N in Name]?: number } => {
  // The router reads the address as JSON: the value may be an object, and converting an object may throw.
  const ms = Number(text(given, name)[name] ?? Number.NaN);
  const isGiven = Number.isFinite(ms) && ms >= 0;
  return (isGiven ? { [name]: ms } : {}) as { [N in Name]?: number };
};
