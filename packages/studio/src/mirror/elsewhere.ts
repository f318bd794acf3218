import { type CloudElsewhere, cloudElsewhereSchema, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';
import type { CloudClient, CloudError, CloudSession, ReadRow } from './cloud-client.ts';
import { objectIdOf } from './cloud-rows.ts';

const shownOfEach = 50;
const { shape } = cloudElsewhereSchema;

const jobRow = z.object({
  kind: z.string(),
  state: z.string(),
  created_at: z.string(),
  data: z.object({ input: z.object({ prompt: z.string().optional() }).optional() }),
});
const assetRow = z.object({
  type: z.string(),
  name: z.string(),
  bytes: z.number(),
  remote_url: z.string().nullable(),
  created_at: z.string(),
});

/** What a machine made last; null: there is no such machine. Rows that cannot be read are left out. */
export async function readElsewhere(
  client: CloudClient,
  session: CloudSession,
  machineId: string,
  signal: AbortSignal,
): Promise<Result<CloudElsewhere | null, CloudError>> {
  const machines = await client.machines(session, signal);
  if (!machines.ok) return machines;
  const machine = machines.value.find(({ id }) => id === machineId);
  if (machine === undefined) return ok(null);
  const query = { machineId, limit: shownOfEach };
  const jobs = await client.newest(session, 'jobs', query, signal);
  if (!jobs.ok) return jobs;
  const assets = await client.newest(session, 'renders', query, signal);
  if (!assets.ok) return assets;
  const { id, name, lastSeenAt } = machine;
  return ok({
    machine: { id, name, lastSeenAt },
    jobs: readable(jobs.value, jobOf, shape.jobs.element),
    assets: readable(assets.value, assetOf, shape.assets.element),
  });
}

function readable<T>(
  rows: readonly ReadRow[],
  read: (row: ReadRow) => unknown,
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
): T[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(read(row));
    return parsed.success ? [parsed.data] : [];
  });
}

function jobOf(row: ReadRow): unknown {
  const parsed = jobRow.safeParse(row.columns);
  if (!parsed.success) return null;
  const { kind, state, created_at, data } = parsed.data;
  return { id: objectIdOf(row.id), kind, state, prompt: data.input?.prompt ?? null, createdAt: isoOf(created_at) };
}

function assetOf(row: ReadRow): unknown {
  const parsed = assetRow.safeParse(row.columns);
  if (!parsed.success) return null;
  const { type, name, bytes, remote_url, created_at } = parsed.data;
  return { id: objectIdOf(row.id), type, name, bytes, remoteUrl: remote_url, createdAt: isoOf(created_at) };
}

/** Postgres writes times with an offset and microseconds. */
function isoOf(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
}
