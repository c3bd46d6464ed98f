import { z } from 'zod';

/** Hosts without a dot are addresses too, inside of companies. */
const ADDRESS = /^[^@\s]+@[^@\s]+$/;

export const isEmailAddress = (text: string): boolean => ADDRESS.test(text);

/** An address as somebody enters it; addresses are kept in lower case. */
export const emailSchema = z.string().trim().toLowerCase().regex(ADDRESS, 'must be an address');
