const SIGNS = [
  ['renewal discount', 'Any of these words, in any form, best first'],
  ['"price cap"', 'The exact phrase'],
  ['-training', 'Excludes what mentions it'],
  ['freeze OR "price cap"', 'Must mention one of them'],
  ['@Account  @"First Last"', 'Calls with that account or person'],
  ['speaker:name', 'What that person says'],
  ['side:customer', 'What customers say (or us, unknown)'],
  ['kind:external  platform:zoom', 'Calls of that kind, on that platform'],
  ['tracker:pricing', 'Mentions of a topic'],
  ['after:2026-05  before:yesterday', 'Dates. “last quarter” and “in May” work too'],
  ['pilot in:title', 'Words in call titles'],
] as const;

/** The query language on one card. */
export function QueryHelp() {
  return (
    <details className="mb-3 text-sm">
      <summary className="quiet cursor-pointer">Search tips</summary>
      <dl className="card mt-2 grid gap-x-6 gap-y-1 p-4 sm:grid-cols-[auto_1fr]">
        {SIGNS.map(([sign, meaning]) => (
          <div key={sign} className="contents">
            <dt className="font-mono text-xs leading-5">{sign}</dt>
            <dd className="quiet max-sm:mb-2">{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
