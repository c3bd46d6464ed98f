import { sql } from 'drizzle-orm';
import { boolean, integer, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { accessPolicySchema, EVERYONE } from '../access-policy.ts';
import { keptExclusionsSchema } from '../exclusions.ts';
import { parsedJson } from './parsed-columns.ts';

const moment = () => timestamp({ withTimezone: true, mode: 'date' });

// The property names of users, sessions, credentials, verifications, organizations, members and invitations are
// better-auth's. Further columns of organizations are ours, and better-auth ignores them.

export const users = pgTable('users', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: boolean().notNull().default(false),
  image: text(),
  createdAt: moment().notNull().defaultNow(),
  updatedAt: moment().notNull().defaultNow(),
});

export const sessions = pgTable('sessions', {
  id: text().primaryKey(),
  expiresAt: moment().notNull(),
  token: text().notNull().unique(),
  createdAt: moment().notNull().defaultNow(),
  updatedAt: moment().notNull().defaultNow(),
  ipAddress: text(),
  userAgent: text(),
  userId: text()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  activeOrganizationId: text(),
});

/** better-auth's "account": a user's proof of identity. Our accounts are customers, hence the other name. */
export const credentials = pgTable('credentials', {
  id: text().primaryKey(),
  accountId: text().notNull(),
  providerId: text().notNull(),
  userId: text()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  accessToken: text(),
  refreshToken: text(),
  idToken: text(),
  accessTokenExpiresAt: moment(),
  refreshTokenExpiresAt: moment(),
  scope: text(),
  password: text(),
  createdAt: moment().notNull().defaultNow(),
  updatedAt: moment().notNull().defaultNow(),
});

export const verifications = pgTable('verifications', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: moment().notNull(),
  createdAt: moment().notNull().defaultNow(),
  updatedAt: moment().notNull().defaultNow(),
});

export const organizations = pgTable('organizations', {
  id: text().primaryKey(),
  name: text().notNull(),
  slug: text().notNull().unique(),
  logo: text(),
  createdAt: moment().notNull().defaultNow(),
  metadata: text(),
  domains: text().array().notNull().default(sql`'{}'::text[]`),
  timeZone: text().notNull().default('UTC'),
  fiscalYearStartMonth: integer().notNull().default(1),
  dataSyncEnabled: boolean().notNull().default(false),
  /** Calls that are not kept. */
  exclusions: parsedJson(keptExclusionsSchema)
    .notNull()
    .default({ titles: [], domains: [], workspaceIds: [], internalOnly: false }),
  /** Calls older than this are removed; null keeps all. */
  retentionMonths: integer(),
  /** Who may read which calls. */
  access: parsedJson(accessPolicySchema).notNull().default(EVERYONE),
});

export const members = pgTable(
  'members',
  {
    id: text().primaryKey(),
    organizationId: text()
      .notNull()
      .references(() => organizations.id, { onDelete: 'cascade' }),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text().notNull().default('member'),
    createdAt: moment().notNull().defaultNow(),
  },
  (table) => [uniqueIndex().on(table.organizationId, table.userId)],
);

export const invitations = pgTable('invitations', {
  id: text().primaryKey(),
  organizationId: text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  email: text().notNull(),
  role: text(),
  status: text().notNull().default('pending'),
  expiresAt: moment().notNull(),
  createdAt: moment().notNull().defaultNow(),
  inviterId: text()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
});

/** Keys for programs. Only the SHA-256 of a key is kept; the key itself is shown once, when it is made. */
export const apiKeys = pgTable('api_keys', {
  id: text().primaryKey(),
  organizationId: text()
    .notNull()
    .references(() => organizations.id, { onDelete: 'cascade' }),
  memberId: text()
    .notNull()
    .references(() => members.id, { onDelete: 'cascade' }),
  name: text().notNull(),
  hash: text().notNull().unique(),
  createdAt: moment().notNull().defaultNow(),
  lastUsedAt: moment(),
  revokedAt: moment(),
});
