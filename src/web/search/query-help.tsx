const SIGNS = [
  ['renewal discount', 'any of the words, in any form, best first'],
  ['"price cap"', 'the words next to each other'],
  ['-training', 'leaves out what says it'],
  ['freeze OR "price cap"', 'one of them must be said'],
  ['@Account  @"First Last"', 'calls with that account, or that person'],
  ['speaker:name', 'what they say'],
  ['side:customer', 'what customers say (us, unknown)'],
  ['kind:external  platform:zoom', 'calls of that kind, on that platform'],
  ['tracker:pricing', 'what a topic finds'],
  ['after:2026-05  before:yesterday', 'dates; “last quarter” and “in May” work too'],
  ['pilot in:title', 'words in the titles of calls'],
] as const;

/** The query language on one card. */
export function QueryHelp() {
  return (
    <details className="mb-3 text-sm">
      <summary className="quiet cursor-pointer">What can be written</summary>
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
