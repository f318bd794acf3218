/** The tables of the person's project whose rows follow the studio's own, and the log beside them that only grows. */
export const followedTables = ['projects', 'renders', 'jobs', 'publications', 'connections', 'oauth_tokens'] as const;
export type FollowedTable = (typeof followedTables)[number];
export const cloudTables = [...followedTables, 'audit_log'] as const;
export type CloudTable = (typeof cloudTables)[number];

/** A row as it is sent: `id` names the object among all machines, the columns are the table's own. */
export interface CloudRow {
  readonly id: string;
  readonly [column: string]: unknown;
}

const between = '.';

/** What an object of a machine is called in the project. Two machines may hold the same object, after a restore say. */
export function cloudId(machineId: string, objectId: string): string {
  return `${machineId}${between}${objectId}`;
}

/** The object's own id again. */
export function objectIdOf(id: string): string {
  return id.slice(id.indexOf(between) + 1);
}

/** How JSON writes a NUL, and half of a sign that takes two places. */
const notTaken = /\\u(?:0000|d[89a-f])/;

/**
 * The values as they are sent. The database there takes no NUL in a text, and no half of a sign; a prompt may hold the one,
 * and the other is left where a text was cut.
 */
export function withoutNul<T>(value: T): T {
  const text = JSON.stringify(value);
  return notTaken.test(text) ? (JSON.parse(text, replaced) as T) : value;
}

function replaced(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\u0000', '\ufffd').toWellFormed() : value;
}
