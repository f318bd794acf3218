import { randomUUID } from 'node:crypto';
import type { JobId } from '@videoexpress/job-schema';
import type { PreviewFrame } from '../engines/render-engine.ts';

/** A preview is for a card in a list; what is larger than this is none. */
const largestBytes = 1024 * 1024;

/** A preview as the studio shows it. Its id is new for every frame, over restarts too. */
export interface Preview {
  readonly id: string;
  readonly mimeType: PreviewFrame['mimeType'];
  readonly bytes: Uint8Array;
}

/** The newest preview frame of each job, in memory only: it is worth nothing once the job is over. */
export class Previews {
  readonly #newest = new Map<JobId, { readonly frameId: string; readonly preview: Preview }>();
  readonly #run = randomUUID().slice(0, 8);
  #count = 0;

  /** Takes what an engine sent, and answers the id under which the newest can be had; undefined when there is none. */
  keep(job: JobId, frame: PreviewFrame | undefined): string | undefined {
    const known = this.#newest.get(job);
    const isNew = frame !== undefined && frame.id !== known?.frameId && frame.bytes.length <= largestBytes;
    if (!isNew || frame.bytes.length === 0) return known?.preview.id;
    this.#count += 1;
    const preview = { id: `${this.#run}-${this.#count}`, mimeType: frame.mimeType, bytes: frame.bytes };
    this.#newest.set(job, { frameId: frame.id, preview });
    return preview.id;
  }

  get(job: JobId): Preview | null {
    return this.#newest.get(job)?.preview ?? null;
  }

  drop(job: JobId): void {
    this.#newest.delete(job);
  }
}
