/** Readers of single members of an address's query: each answers an object with that member, or an empty one where it is missing or no such value. */
type Given = Record<string, unknown>;

export const text = <Name extends string>(given: Given, name: Name): { [N in Name]?: string } => {
  const value = given[name];
  // A number or a list that someone wrote into the address was read as one.
  const words = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  return (words === '' ? {} : { [name]: words }) as { [N in Name]?: string };
};

export const oneOf = <Name extends string, Value extends string>(
  given: Given,
  name: Name,
  values: readonly Value[],
): { [N in Name]?: Value } =>
  (values.includes(given[name] as Value) ? { [name]: given[name] } : {}) as { [N in Name]?: Value };

/** A day like 2026-11-22. */
export const instant = <Name extends string>(given: Given, name: Name): { [N in Name]?: string } =>
  (/^\d{4}-\d\d-\d\d$/.test(text(given, name)[name] ?? '') ? { [name]: given[name] } : {}) as { [N in Name]?: string };

/** Milliseconds from the start of a call. */
export const position = <Name extends string>(given: Given, name: Name): { [N in Name]?: number } => {
  // The router reads the address as JSON: an object may stand there, which no conversion should touch.
  const ms = Number(text(given, name)[name] ?? Number.NaN);
  const isGiven = Number.isFinite(ms) && ms >= 0;
  return (isGiven ? { [name]: ms } : {}) as { [N in Name]?: number };
};
