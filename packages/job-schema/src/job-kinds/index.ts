import { z } from 'zod';
import { imageToVideo } from './image-to-video.ts';
import type { JobKindDefinition } from './job-kind.ts';
import { publish } from './publish.ts';
import { textToVideo } from './text-to-video.ts';

/** Every kind of job there is. A new kind is a new file beside this one and a line here. */
export const jobKinds = [textToVideo, imageToVideo, publish] as const;

export type JobKindId = (typeof jobKinds)[number]['id'];

/** Kinds that make something which the library keeps: those that engines do. */
export type RenderKindId = Exclude<(typeof jobKinds)[number], { readonly output: null }>['id'];

/** Whether engines do jobs of this kind. */
export function isRenderKind(id: JobKindId): id is RenderKindId {
  return jobKind(id).output !== null;
}

export const jobKindIdSchema = z.enum(jobKinds.map((kind) => kind.id));

/** The definition of a kind. */
export function jobKind(id: JobKindId): JobKindDefinition<JobKindId> {
  const found = jobKinds.find((kind) => kind.id === id);
  if (found === undefined) throw new Error(`No job kind ${id}`);
  return found;
}
