/** A form's values: trimmed text, and lists with entries separated by commas or lines. */
export function formValues(form: HTMLFormElement) {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '').trim();
  return {
    text,
    list: (name: string): string[] =>
      text(name)
        .split(/[,\n]/)
        .map((one) => one.trim())
        .filter(Boolean),
    isChecked: (name: string): boolean => data.get(name) === 'on',
  };
}
