import { type BackupProblem, type Children, exitCodes } from '@videoexpress/host';
import { backupCountsSchema, err, ok, type Result } from '@videoexpress/job-schema';
import type { DatabaseCopy, OpenError } from '@videoexpress/local-store';
import { z } from 'zod';

const openErrorCodes = ['corrupt', 'too_new', 'read_only', 'busy', 'disk_full', 'failed'] as const;

const answerSchema = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    value: z.object({
      schemaVersion: z.int(),
      bytes: z.int(),
      counts: backupCountsSchema,
      files: z.array(z.object({ name: z.string(), sha256: z.string().nullable() })),
    }),
  }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.enum(openErrorCodes), detail: z.string() }) }),
]);

/** Runs one of the tasks with a database in a child, and gives back what came of it. */
export async function runDatabaseTask(
  children: Pick<Children, 'start'>,
  task: string,
  input: unknown,
  signal: AbortSignal,
): Promise<Result<DatabaseCopy, OpenError>> {
  const end = await children.start(task, input, { signal, niceness: 5 }).ended;
  if (end.kind !== 'done') {
    const detail = end.kind === 'failed' ? end.message : `The copy ended early (${end.kind}).`;
    return err({ code: 'failed', detail });
  }
  const answer = answerSchema.parse(end.result);
  return answer.ok ? ok(answer.value) : err(answer.error);
}

/** A database that cannot be copied, for the person: the same exit codes as at a start. */
export function problemOfOpenError(error: OpenError): BackupProblem {
  switch (error.code) {
    case 'corrupt':
    case 'too_new':
    case 'read_only':
      return { exitCode: exitCodes.databaseUnusable, code: `database_${error.code}`, message: error.detail, fix: null };
    case 'busy':
      return { exitCode: exitCodes.error, code: 'database_busy', message: error.detail, fix: null };
    case 'disk_full':
      return {
        exitCode: exitCodes.error,
        code: 'disk_full',
        message: 'There is not enough room on the disk of the data folder for a copy of the database.',
        fix: 'Free some space and try again.',
      };
    case 'failed':
      return { exitCode: exitCodes.error, code: 'backup_failed', message: error.detail, fix: null };
  }
}
