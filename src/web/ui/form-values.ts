/** What stands in a form: a field's text without blanks around it, and a field's list, whose parts stand between commas or lines. */
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
