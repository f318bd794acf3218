import type { Job } from '@videoexpress/job-schema';
import { jobTitle, shortTitle } from '../words/job-words.ts';

/** The whole prompt. Where the heading above says all of it already, only a narrow page repeats it, which has no heading. */
export function ClipPrompt({ job }: { job: Job }) {
  const saysNoMore = jobTitle(job).length <= shortTitle(job).length + 1;
  return (
    <p dir="auto" className={`text-read break-words whitespace-pre-wrap ${saysNoMore ? 'md:hidden' : ''}`}>
      {jobTitle(job)}
    </p>
  );
}
