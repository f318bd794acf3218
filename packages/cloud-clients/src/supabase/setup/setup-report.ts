import { z } from 'zod';

const policySchema = z.object({
  name: z.string(),
  verb: z.string(),
  roles: z.array(z.string()),
  using: z.string().nullable(),
  check: z.string().nullable(),
});
export type ReportedPolicy = z.infer<typeof policySchema>;

/** What `studio_setup_report()` of the project says of one table. */
export const reportedTableSchema = z.object({
  name: z.string(),
  is_there: z.boolean(),
  row_security: z.boolean(),
  is_forced: z.boolean(),
  policies: z.array(policySchema),
  grants: z.record(z.string(), z.array(z.string())),
  triggers: z.array(z.string()),
});
export type ReportedTable = z.infer<typeof reportedTableSchema>;

export const setupReportSchema = z.array(reportedTableSchema);
