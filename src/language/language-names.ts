/** The languages' two-letter codes by their names, in English and in the language itself, in lower case. */
let read: ReadonlyMap<string, string> | null = null;

/** The English name of the language called so, in English or in the language itself; null when there is none. */
export function languageCalled(name: string): string | null {
  read ??= readNames();
  return read.get(name.toLowerCase().normalize('NFC')) ?? null;
}

function readNames(): ReadonlyMap<string, string> {
  const inEnglish = namesIn('en');
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at));
  const names = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const english = inEnglish.of(code);
    if (!english) continue;
    const own = namesIn(code).of(code);
    for (const name of [english, own ?? english]) names.set(name.toLowerCase().normalize('NFC'), english);
  }
  return names;
}

const namesIn = (language: string): Intl.DisplayNames =>
  new Intl.DisplayNames([language], { type: 'language', fallback: 'none' });
