import { drawJobLifecycle } from './draw-job-lifecycle.ts';
import { writeOrCheck } from './write-or-check.ts';

// The states of a job and what leads from one to another, for people.
writeOrCheck('docs/job-lifecycle.md', drawJobLifecycle());
