import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';

/**
 * Ids carry a prefix that says what they name and a UUIDv7 without dashes, so they sort by the time they were made.
 */
function idSchema<const Prefix extends string>(prefix: Prefix) {
  return z.templateLiteral([prefix, '_', z.string().regex(/^[0-9a-f]{32}$/)]).brand<Prefix>();
}

export const jobIdSchema = idSchema('job');
export const attemptIdSchema = idSchema('att');
export const assetIdSchema = idSchema('ast');
export const projectIdSchema = idSchema('prj');
export const connectionIdSchema = idSchema('con');
export const publicationIdSchema = idSchema('pub');
export const postIdSchema = idSchema('pst');

export type JobId = z.infer<typeof jobIdSchema>;
export type AttemptId = z.infer<typeof attemptIdSchema>;
export type AssetId = z.infer<typeof assetIdSchema>;
export type ProjectId = z.infer<typeof projectIdSchema>;
export type ConnectionId = z.infer<typeof connectionIdSchema>;
export type PublicationId = z.infer<typeof publicationIdSchema>;
export type PostId = z.infer<typeof postIdSchema>;

function newUuidHex(): string {
  return uuidv7().replaceAll('-', '');
}

/** A new job id. */
export function newJobId(): JobId {
  return jobIdSchema.parse(`job_${newUuidHex()}`);
}

/** A new attempt id: one try at running a job on an engine. */
export function newAttemptId(): AttemptId {
  return attemptIdSchema.parse(`att_${newUuidHex()}`);
}

/** A new asset id: a file in the library. */
export function newAssetId(): AssetId {
  return assetIdSchema.parse(`ast_${newUuidHex()}`);
}

/** A new project id. */
export function newProjectId(): ProjectId {
  return projectIdSchema.parse(`prj_${newUuidHex()}`);
}

/** A new connection id: a login at an outside service. */
export function newConnectionId(): ConnectionId {
  return connectionIdSchema.parse(`con_${newUuidHex()}`);
}

/** A new publication id: one clip on its way to one or more channels. */
export function newPublicationId(): PublicationId {
  return publicationIdSchema.parse(`pub_${newUuidHex()}`);
}

/** A new post id: one destination of a publication. */
export function newPostId(): PostId {
  return postIdSchema.parse(`pst_${newUuidHex()}`);
}

/** A new machine id: a studio's database on one computer, as its rows in the cloud name it. */
export function newMachineId(): string {
  return `mch_${newUuidHex()}`;
}

/** A word that only the database knows which last wrote as its machine. */
export function newHolder(): string {
  return newUuidHex();
}
