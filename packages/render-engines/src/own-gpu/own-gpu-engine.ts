import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Progress, type Result, type ServiceHealth } from '@videoexpress/job-schema';
import type { RenderEngine, RenderRequest, RenderStatus, SubmitError } from '@videoexpress/studio';
import { roughSeconds } from '../gpu-models/rough-seconds.ts';
import { measureInputFiles } from '../gpu-worker/input-files.ts';
import type { DeskOrder } from './desk-order.ts';
import { clipPath } from './order-links.ts';
import { checkOrder } from './order-writer.ts';
import { ownGpuDescription } from './own-gpu-description.ts';
import type { OwnGpuRoom } from './own-gpu-room.ts';

/**
 * Renders on workers of one's own, which come in by the listener and take orders from the room. Its remote id is the
 * attempt's own. It goes on where the daemon ended: orders lie on the disk, and whoever renders one is met again.
 */
export function createOwnGpuEngine(room: OwnGpuRoom): RenderEngine {
  const { book } = room;

  function progressOf(order: DeskOrder): RenderStatus {
    if (order.inHand !== null) {
      const { progress, signs } = order.progress;
      return { state: 'running', progress, signs };
    }
    return { state: 'waiting', progress: { fraction: null, stage: waitingStage() } };
  }

  function waitingStage(): Progress['stage'] {
    if (book.workers.present.length > 0) return 'Waiting for a worker';
    return room.listener.state === 'open' ? 'No worker is connected' : 'No listener for workers';
  }

  function statusOf(order: DeskOrder): RenderStatus {
    const { outcome } = order.record;
    if (outcome === null) return progressOf(order);
    if (outcome.state === 'finished') return { state: 'finished', warnings: [], actualUsd: 0 };
    return { ...outcome, billed: false, actualUsd: 0 };
  }

  const find = (remoteId: string): DeskOrder | undefined => book.want(remoteId);

  return {
    description: ownGpuDescription,

    get maxConcurrent() {
      return Math.max(1, book.workers.present.filter(({ trouble }) => trouble === null).length);
    },

    /** On the slowest of those that are connected: nobody knows which one takes it. */
    roughSeconds(input) {
      const gpus = book.workers.present.flatMap(({ call, trouble }) => (trouble === null ? (call?.gpu ?? []) : []));
      return roughSeconds(input, gpus.length === 0 ? null : gpus.join(', '));
    },

    configure({ listen }) {
      room.wish(typeof listen === 'string' && listen.trim() !== '' ? listen.trim() : null);
    },

    async health(): Promise<ServiceHealth> {
      const { id, label } = ownGpuDescription;
      return { id, label, latencyMs: null, ...room.health() };
    },

    async submit(request: RenderRequest): Promise<Result<{ remoteId: string }, SubmitError>> {
      const { attemptId } = request;
      if (find(attemptId) !== undefined) return ok({ remoteId: attemptId });
      try {
        const measured = await measureInputFiles(request.files);
        if (!measured.ok) return err({ code: 'rejected', ...measured.error });
        const inputs = measured.value;
        const checked = checkOrder(room.writing, request, inputs);
        if (!checked.ok) return err({ code: 'rejected', ...checked.error });
        // Twice at once, it is still one order.
        if (find(attemptId) === undefined) await book.open(request, { ...inputs });
        return ok({ remoteId: attemptId });
      } catch (cause) {
        // Nothing was taken: the order could not be written down.
        return err({ code: 'unreachable', detail: cause instanceof Error ? cause.message : String(cause) });
      }
    },

    adopt: async ({ attemptId }) => ok(find(attemptId) === undefined ? null : { remoteId: attemptId }),

    async poll({ remoteId }) {
      const order = find(remoteId);
      return ok(order === undefined ? { state: 'lost' } : statusOf(order));
    },

    async cancel({ attemptId }) {
      await book.forget(attemptId);
      return ok(null);
    },

    async retrieve({ remoteId }, toPath, signal) {
      const order = find(remoteId);
      const outcome = order?.record.outcome;
      if (order === undefined || outcome?.state !== 'finished')
        return err({ code: 'gone', detail: 'There is no finished clip of it.' });
      try {
        await pipeline(createReadStream(clipPath(book, order, outcome.delivery)), createWriteStream(toPath), {
          signal,
        });
        return ok(null);
      } catch (cause) {
        const code = cause instanceof Error && 'code' in cause ? cause.code : '';
        const detail = cause instanceof Error ? cause.message : String(cause);
        if (code === 'ENOSPC' || code === 'EDQUOT') return err({ code: 'disk_full', detail });
        return err({ code: code === 'ENOENT' ? 'gone' : 'unreachable', detail });
      }
    },

    release: ({ attemptId }) => book.forget(attemptId),

    async close() {
      book.waits.close();
      book.workers.stop();
    },
  };
}
