import { z } from 'zod';

/**
 * Who may read calls. `everyone`: every member all of them. `gong`: each member what Gong lets them. `own`: each
 * member the calls that they were on, and those of accounts that they own.
 */
export const ACCESS_MODES = ['everyone', 'gong', 'own'] as const;
export const accessModeSchema = z.enum(ACCESS_MODES);
export type AccessMode = z.infer<typeof accessModeSchema>;

/** What a member without a user in Gong reads, as in Gong. */
export const WITHOUT_GONG_USER = ['nothing', 'own', 'everything'] as const;

/**
 * How Gong's level "managers-team" is read where its profile names team leads: the teams of these leads, the team of
 * the member's own manager, or only what both readings agree on.
 */
export const TEAM_READINGS = ['both', 'manager', 'leads'] as const;
export type TeamReading = (typeof TEAM_READINGS)[number];

/** Opens or closes accounts, beside the mode. `others` turns the members about: everybody but these. */
export const accessRuleSchema = z.object({
  id: z.string(),
  name: z.string(),
  effect: z.enum(['open', 'close']),
  accountIds: z.array(z.string()),
  memberIds: z.array(z.string()),
  to: z.enum(['members', 'others']),
});
export type AccessRule = z.infer<typeof accessRuleSchema>;

/** An organization's choice of who may read what. Where rules disagree, the closing one counts. */
export const accessPolicySchema = z.object({
  mode: accessModeSchema,
  team: z.enum(TEAM_READINGS),
  withoutGongUser: z.enum(WITHOUT_GONG_USER),
  rules: z.array(accessRuleSchema),
});
export type AccessPolicy = z.infer<typeof accessPolicySchema>;

export const EVERYONE: AccessPolicy = { mode: 'everyone', team: 'both', withoutGongUser: 'nothing', rules: [] };

/** Gong's copy of rights is believed this long; after it nobody reads as in Gong. */
export const RIGHTS_LAST_MS = 24 * 3_600_000;
