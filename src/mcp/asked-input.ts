import { z } from 'zod';

/** Members that several tools take. */
export const accountInput = z
  .string()
  .min(1)
  .max(200)
  .describe('An account by its name, domain or id, e.g. "Acme". find_account shows which there are.');
export const personInput = z
  .string()
  .min(1)
  .max(200)
  .describe('Somebody who was on the call, by name or email address; speaking or not.');
export const callIdInput = z.string().min(1).max(100).describe("The call's id: digits, as results have it.");

const day = (what: string) =>
  z
    .string()
    .max(40)
    .optional()
    .describe(`${what} A day like 2026-11-22 (in the organization's time zone) or an ISO-8601 time.`);
/** Whoever asks for October tends to end it with the 31st. */
export const rangeInput = {
  from: day('Only calls that started then or later.'),
  to: day('Only calls that started before then: October ends with 2026-11-01.'),
};
export const cursorInput = z.string().max(20_000).optional().describe('From the page before. Leave it out at first.');
