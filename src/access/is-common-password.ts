let common: Promise<ReadonlySet<string>> | undefined;

/** Whether a password stands in the list of the most used ones, in whatever case, or repeats a single character. */
export async function isCommonPassword(text: string): Promise<boolean> {
  common ??= readCommonPasswords();
  const plain = text.trim().toLowerCase();
  return new Set(plain).size < 2 || (await common).has(plain);
}

/** Loaded when a password is chosen for the first time: most commands never need the list. */
async function readCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].map((one) => one.toLowerCase()));
}
