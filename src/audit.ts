import { z } from 'zod';
import type { OrganizationId } from './call.ts';
import { isoDate } from './iso-date.ts';

/**
 * Audited actions: every change, erasure or bulk read by an admin, and what agents read for anybody. The value names
 * the kind of id in `subject`, null without a subject.
 */
export const AUDIT_ACTIONS = {
  'organization.created': null,
  'organization.changed': null,
  'data_sync.turned_on': null,
  'data_sync.turned_off': null,
  'member.invited': 'invitation',
  'member.joined': 'member',
  'member.role_changed': 'member',
  'member.removed': 'member',
  'member.password_set': 'member',
  'member.password_link_made': 'member',
  'invitation.revoked': 'invitation',
  'api_key.created': 'api key',
  'api_key.revoked': 'api key',
  'gong.connected': null,
  'gong.disconnected': null,
  'gong.webhook_changed': null,
  'sync.started': 'run',
  'sync.steered': 'run',
  'removals.confirmed': null,
  'access.changed': null,
  'rules.changed': null,
  'rules.applied': null,
  'call.erased': 'call',
  'person.erased': null,
  'account.added': 'account',
  'account.changed': 'account',
  'accounts.merged': 'account',
  'accounts.imported': null,
  'person.added': 'person',
  'person.changed': 'person',
  'participant.linked': 'call',
  'contacts.imported': null,
  'tracker.saved': 'tracker',
  'tracker.deleted': 'tracker',
  'answer.shared': 'answer',
  'answer.unshared': 'answer',
  'case.kept': 'case',
  'case.removed': 'case',
  'report.exported': null,
  'search.exported': null,
  'usage.read': null,
  'model.set': null,
  'model.removed': null,
  'model.tried': null,
  'index.rebuilt': null,
  'old_indexes.dropped': null,
  'backup.made': null,
  'tool.called': null,
} as const satisfies Record<string, string | null>;
export type AuditAction = keyof typeof AUDIT_ACTIONS;

export const auditActionSchema = z.enum(Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]]);

const fact = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
/**
 * Further facts: counts, settings with their new values, addresses of members and of invited people. `given` holds
 * names of fields, `as` the address of the member an operator acted as. Never a secret, nor words of calls or
 * questions.
 */
export const auditDetailsSchema = z.record(z.string(), fact);
export type AuditDetails = z.infer<typeof auditDetailsSchema>;

const actorSchema = z.object({ memberId: z.string().nullable(), email: z.string().nullable() }).meta({
  description:
    'The member; both null for whoever runs the server (`as` in the details is whom a command acted as), the ' +
    'address alone for who was erased.',
});

/** A member, or, with nulls, the operator. `isOperator` marks an operator acting as the member. */
export type AuditActor = z.infer<typeof actorSchema> & { organizationId: OrganizationId; isOperator?: true };

/** The operator, acting as no member. */
export const operatorOf = (organizationId: OrganizationId): AuditActor => ({
  organizationId,
  memberId: null,
  email: null,
});

type EntryOf<Action extends AuditAction> = {
  action: Action;
  details?: AuditDetails;
} & ((typeof AUDIT_ACTIONS)[Action] extends null ? { subject?: never } : { subject: string });
export type AuditEntry = { [Action in AuditAction]: EntryOf<Action> }[AuditAction];

/** An entry as stored. `action` may come from a later version. */
export const auditRecordSchema = z
  .object({
    id: z.string(),
    at: isoDate,
    actor: actorSchema,
    action: z.string().meta({ example: 'member.invited', description: Object.keys(AUDIT_ACTIONS).join(', ') }),
    subject: z.string().nullable().meta({ description: 'The id of what it was done to.' }),
    details: auditDetailsSchema,
  })
  .meta({ id: 'AuditRecord' });
export type AuditRecord = z.infer<typeof auditRecordSchema>;

/** For the API and the command line. */
export const toAuditAnswer = (record: AuditRecord): z.input<typeof auditRecordSchema> =>
  z.encode(auditRecordSchema, record);
