import { type Job, publishingServiceSchema } from '@videoexpress/job-schema';
import { ServiceIcon } from '../parts/service-icon.tsx';
import { publishingLabel } from '../words/job-words.ts';

/** The service that a post goes to, over its clip. */
export function PostSign({ job }: { job: Job }) {
  const service = publishingServiceSchema.safeParse(job.input['service']);
  if (!service.success) return null;
  return (
    <span
      title={publishingLabel(job) ?? undefined}
      className="absolute right-0.5 bottom-0.5 grid place-items-center rounded-1 bg-over-picture p-0.5 text-on-picture"
    >
      <ServiceIcon service={service.data} size={12} />
    </span>
  );
}
