import { domainSchema } from '../company-domain.ts';
import { AppError } from '../errors.ts';

/** Domains in their stored form: lower case, trimmed, without an @. @throws AppError `invalid_input`. */
export function checkDomains(given: readonly string[]): string[] {
  return given
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const { data } = domainSchema.safeParse(text);
      if (data) return data;
      throw new AppError(
        'invalid_input',
        `"${text.trim()}" is not a domain. Give it like acme.com, several separated by commas.`,
      );
    });
}
