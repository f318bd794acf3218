import type { Job } from '@videoexpress/job-schema';
import { buttonClasses } from '../../parts/button.tsx';
import { Link } from '../../parts/soft-link.tsx';
import { publishingLabel, shortTitle, stageWords } from '../../words/job-words.ts';
import { StageHead } from './stage-head.tsx';

/** A job that takes a clip to a channel: it makes none, and all about it is in the Social Hub. */
export function PostView({ job }: { job: Job }) {
  const { error } = job;
  return (
    <>
      <StageHead title={shortTitle(job)} />
      <div className="m-auto grid max-w-[420px] justify-items-start gap-3 px-4 py-12">
        <h3 className="text-hero font-semibold">A post to {publishingLabel(job)}</h3>
        <p className="text-text-2">{error === null ? stageWords(job) : error.userMessage}</p>
        <Link href="/social" className={buttonClasses()}>
          Open Social Hub
        </Link>
      </div>
    </>
  );
}
