import { isEndState, type Job, type JobId } from '@videoexpress/job-schema';

/** What the client was told, kept outside the daemon, to be held against what is there afterwards. */
export class Ledger {
  /** Jobs whose id was answered with 2xx, by the idempotency key they were asked for with. */
  readonly acknowledged = new Map<string, JobId>();
  readonly #newest = new Map<JobId, Job>();
  readonly #ends = new Map<JobId, Job>();
  readonly broken: string[] = [];

  acknowledge(key: string, job: Job): void {
    const before = this.acknowledged.get(key);
    if (before !== undefined && before !== job.id) this.broken.push(`N6: key ${key} made ${before} and ${job.id}`);
    this.acknowledged.set(key, job.id);
    this.see(job);
  }

  /** Takes note of a job as the daemon showed it. Streams replay, so older versions of what is known are no news. */
  see(job: Job): void {
    const end = this.#ends.get(job.id);
    if (end !== undefined && job.version > end.version) {
      this.broken.push(`N4: ${job.id} was ${end.state} and became ${job.state}`);
    }
    const newest = this.#newest.get(job.id);
    if (newest?.version === job.version && JSON.stringify(newest) !== JSON.stringify(job)) {
      this.broken.push(`N4: two different ${job.id} of version ${job.version}`);
    }
    if (newest === undefined || job.version > newest.version) this.#newest.set(job.id, job);
    if (isEndState(job.state)) this.#ends.set(job.id, job);
  }

  hasEnded(id: JobId): boolean {
    return this.#ends.has(id);
  }

  /** What was last shown of a job. */
  newest(id: JobId): Job | undefined {
    return this.#newest.get(id);
  }
}
