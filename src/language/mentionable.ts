/** An account or person with all its names. */
export type Mentionable = {
  kind: 'account' | 'person';
  id: string;
  name: string;
  domains: string[];
  names: string[];
  /** The account's id in a CRM. */
  crmId?: string | null;
  /** The account that a person works for, where the directory knows it. */
  accountId?: string | null;
  /** Someone without an address, known by the name on a call alone. */
  isUnlinked?: boolean;
};
