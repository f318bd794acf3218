import { type Job, publishingServices } from '@videoexpress/job-schema';

/** Whether a job takes a clip to a channel, and so makes none. Everything about it is in the Social Hub. */
export function isPublishing(job: Job): boolean {
  return job.kind === 'publish';
}

function textInput(job: Job, field: string): string {
  const value = job.input[field];
  return typeof value === 'string' ? value.trim() : '';
}

/** The service that a post goes to, by its name; null for a job that publishes nothing. */
export function publishingLabel(job: Job): string | null {
  if (!isPublishing(job)) return null;
  const service = textInput(job, 'service');
  return publishingServices[service as keyof typeof publishingServices] ?? service;
}

/** What a person calls the job: its prompt, or what it is made from. */
export function jobTitle(job: Job): string {
  if (isPublishing(job)) return textInput(job, 'title') || 'A post';
  const prompt = job.input['prompt'];
  if (typeof prompt === 'string' && prompt.trim() !== '') return prompt.trim();
  return job.kind === 'image_to_video' ? 'Picture in motion' : 'Untitled';
}

/** The first sentence of what it is called, for a line that has room for no more. */
export function shortTitle(job: Job): string {
  const title = jobTitle(job);
  const end = title.search(/\n|[.!?](?=\s|$)|[。！？]/);
  return end < 1 ? title : title.slice(0, end).trimEnd();
}

/** A number of the job's resolved input; null where the kind has none. */
export function inputNumber(job: Job, field: string): number | null {
  const value = job.input[field];
  return typeof value === 'number' ? value : null;
}

/** What the job is doing, in the engine's own words, with the step where it counts steps. */
export function stageWords(job: Job): string {
  switch (job.state) {
    case 'succeeded':
      return 'Done';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
    case 'queued':
      return queuedWords(job);
    default: {
      const { stage, step, totalSteps } = job.progress;
      const counted = step !== undefined && totalSteps !== undefined && !/\d/.test(stage);
      return counted ? `${stage}, ${step} of ${totalSteps}` : stage;
    }
  }
}

function queuedWords(job: Job): string {
  return job.attempt > 1 ? `Queued again, attempt ${job.attempt}` : 'Queued';
}

/** A fraction as whole percent, never 100 before the end. */
export function percentOf(fraction: number): number {
  return fraction >= 1 ? 100 : Math.min(99, Math.floor(fraction * 100));
}
