import { eitherOf, wordList } from './word-list.ts';

// Patterns for what questions call a call and a customer; a rule takes the narrowest that fits it.

/** A recorded call. */
export const CALL = eitherOf(wordList('call meeting conversation'));
/** Calls by whatever they are talked of. */
export const CALLS = eitherOf([`${CALL}s?`, ...wordList('discussions?')]);

/** A customer as somebody who speaks. */
export const CUSTOMER = eitherOf(wordList('customer client prospect'));
/** Customers as companies. */
export const COMPANIES = eitherOf([`${CUSTOMER}s?`, ...wordList('accounts? compan(?:y|ies)')]);
/** Companies, counted by their deals too. */
export const COMPANIES_OR_DEALS = eitherOf([COMPANIES, ...wordList('deals?')]);
