import { z } from 'zod';
import { timestampSchema } from './timestamp.ts';

/** What is written down for good: who came in, what went out, which keys changed, what was deleted. */
export const auditActions = [
  'login',
  'logout',
  'login_refused',
  'connection_added',
  'connection_renewed',
  'connection_removed',
  'connection_needs_login',
  'publication_requested',
  'publication_live',
  'publication_failed',
  'publication_cancelled',
  'secret_set',
  'secret_removed',
  'asset_trashed',
  'asset_restored',
  'asset_purged',
  'project_deleted',
  'project_restored',
  'job_deleted',
  'cloud_signed_in',
  'cloud_signed_out',
  'cloud_restored',
  'recovery_key_shown',
  'backup_made',
  'setting_changed',
] as const;
export type AuditAction = (typeof auditActions)[number];

export const auditActors = ['browser', 'program', 'studio'] as const;
export type AuditActor = (typeof auditActors)[number];

/** One line of the audit log. It never holds a secret, a prompt or a path. */
export const auditEntrySchema = z
  .object({
    id: z.int().positive(),
    at: timestampSchema,
    action: z.enum(auditActions),
    subject: z.string().nullable().meta({ description: 'What it was done to: an id, or the name of a secret.' }),
    detail: z.string().nullable().meta({ description: 'In a few words, for a person.' }),
    actor: z.enum(auditActors).meta({
      description: 'browser: somebody in the page; program: whoever shows the token; studio: it did so by itself.',
    }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;
