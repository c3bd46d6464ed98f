import { AppError } from '../errors.ts';

/** Domains in their stored form: lower case, trimmed. @throws AppError `invalid_input`. */
export function checkDomains(given: readonly string[]): string[] {
  const domains = given.map((domain) => domain.trim().toLowerCase()).filter(Boolean);
  const bad = domains.find((domain) => !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain));
  if (bad)
    throw new AppError(
      'invalid_input',
      `"${bad}" is not a domain. Give it like acme.com, several separated by commas.`,
    );
  return domains;
}
