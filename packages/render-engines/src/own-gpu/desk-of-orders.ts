import { workerSchemaVersion } from '@videoexpress/job-schema/worker';
import { z } from 'zod';
import { readAnswer } from '../gpu-worker/read-answer.ts';
import { readFailure } from '../gpu-worker/read-failure.ts';
import type { ConnectedWorker } from './connected-workers.ts';
import type { DeskOrder } from './desk-order.ts';
import { createOrderLinks, receivedClip } from './order-links.ts';
import type { OrderBook } from './order-book.ts';
import type { Delivery } from './order-record.ts';
import type { OrderWriter } from './order-writer.ts';
import { type HandedOrder, longPollMs, type WorkerCall, type WorkerDesk } from './worker-desk.ts';

/** A job that a worker no longer names in its pings is not in its hands any more, after this time. */
const unnamedMs = 30_000;
/** Told at once that there is nothing, the SDK asks again at once, and the same order could not be written down again. */
const unwrittenMs = 5000;

/** What the SDK posts: progress with a state, else an output or an error. */
const reportSchema = z.object({
  status: z.string().optional(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  stopPod: z.boolean().optional(),
});

interface Claimed {
  readonly order: DeskOrder;
  readonly delivery: Delivery;
}

/** The side of the engine that workers meet. */
export function createDeskOfOrders(
  book: OrderBook,
  write: OrderWriter,
  noteListener: WorkerDesk['noteListener'],
): WorkerDesk {
  const { workers, waits, stopWishes, clock } = book;
  const link = createOrderLinks(book);
  /** The newest question of each worker for work: an older one has nobody left who listens. */
  const asking = new Map<string, AbortController>();

  function giveBackAll(worker: string, how: 'lost' | 'left'): void {
    for (const order of book.inHandOf(worker)) {
      if (order.inHand !== null) book.giveBack(order, order.inHand, how);
    }
  }

  /** The next order, in this worker's hands from now on: others look in the same turn of the loop. */
  function claim(worker: ConnectedWorker): Claimed | null {
    const order = worker.trouble !== null || waits.isClosed ? null : book.nextWaiting();
    return order === null ? null : { order, delivery: order.handTo(worker.id, clock.now(), clock.monotonic()) };
  }

  async function hand(call: WorkerCall, { order, delivery }: Claimed): Promise<HandedOrder | 'unwritten' | null> {
    const input = write(order, delivery, call.baseUrl);
    if (!input.ok) {
      await book.fail(order, { code: 'input_rejected', ...input.error });
      return null;
    }
    if (!(await book.save(order))) {
      order.forgetDelivery(delivery.id);
      return 'unwritten';
    }
    // It may have been cancelled while it was written down.
    if (order.inHand?.id !== delivery.id || book.get(order.id) !== order) return null;
    book.log.info({ jobId: order.record.request.jobId, worker: call.id, gpu: call.gpu }, 'A worker took a job');
    return { id: order.id, input: input.value };
  }

  async function answered(order: DeskOrder, delivery: Delivery, output: unknown): Promise<void> {
    const { attemptId } = order.record.request;
    const read = readAnswer(output, attemptId);
    const failed = (detail: string, userMessage: string) => failure(order, delivery, { detail, userMessage });
    if (read.kind === 'other_version') return failed('other version', read.userMessage);
    if (read.kind === 'unreadable') return failed(read.detail, 'The worker gave an answer that cannot be read.');
    const { answer } = read;
    if (answer.type === 'duplicate') {
      // Another run of it is at work; that one answers.
      order.endDelivery(delivery.id, 'failed');
      await book.save(order);
      waits.wake();
      return;
    }
    const clip = await receivedClip(book, order, delivery);
    if (order.record.outcome !== null) return;
    if (clip?.sha256 === answer.video.sha256) await book.finish(order, delivery, clip);
    else
      await failed(
        'the clip of the answer did not come in',
        'The worker says that it is done, but its clip did not arrive.',
      );
  }

  /** Counts only of the worker whose turn it is: the next one may do better. */
  async function failure(
    order: DeskOrder,
    delivery: Delivery,
    why: { detail: string; userMessage: string },
    code: Parameters<OrderBook['fail']>[1]['code'] = 'engine_failed',
  ): Promise<void> {
    const isItsTurn = order.inHand?.id === delivery.id;
    order.endDelivery(delivery.id, 'failed');
    if (!isItsTurn) {
      await book.save(order);
      return;
    }
    await book.fail(order, {
      code,
      detail: why.detail,
      userMessage: `${why.userMessage} Nothing was spent but power.`,
    });
  }

  return {
    async take(call, { most, idle, signal }) {
      const worker = workers.seen(call, 'renderer');
      // It may have been updated since, under the same name.
      if (worker.trouble === worker.otherVersion) worker.trouble = null;
      worker.otherVersion = otherVersionOf(call);
      worker.trouble ??= worker.otherVersion;
      // What it had in hand it no longer has, or never got.
      if (idle) giveBackAll(call.id, 'lost');
      asking.get(call.id)?.abort();
      const asked = new AbortController();
      asking.set(call.id, asked);
      const until = AbortSignal.any([signal, asked.signal]);
      try {
        const handed: HandedOrder[] = [];
        let claimed = await waits.until(longPollMs, until, () => claim(worker));
        while (claimed !== null) {
          const each = await hand(call, claimed);
          if (each === 'unwritten') {
            if (handed.length === 0) await waits.until(unwrittenMs, until, () => null);
            break;
          }
          if (each !== null) handed.push(each);
          claimed = each === null || handed.length >= most || until.aborted ? null : claim(worker);
        }
        return handed;
      } finally {
        if (asking.get(call.id) === asked) asking.delete(call.id);
        if (signal.aborted) workers.hungUp(call.id);
        else workers.touch(call.id);
      }
    },

    undeliver(call, orders) {
      workers.hungUp(call.id);
      for (const { id } of orders) {
        const order = book.get(id);
        if (order?.inHand?.worker !== call.id) continue;
        order.forgetDelivery(order.inHand.id);
        void book.save(order);
      }
      waits.wake();
    },

    async stops(call, signal) {
      workers.seen(call, 'renderer');
      const stops = await waits.until(longPollMs, signal, () => stopWishes.take(call.id));
      if (signal.aborted) workers.hungUp(call.id);
      else workers.touch(call.id);
      return stops ?? [];
    },

    async report(call, orderId, body) {
      const worker = workers.seen(call, 'renderer');
      const order = book.get(orderId);
      const delivery = order?.deliveryTo(call.id);
      const report = reportSchema.safeParse(body);
      if (report.success && report.data.stopPod === true)
        worker.trouble = 'Its card reported an error that only a new process gets over. Start the worker again.';
      if (order === undefined || delivery === undefined) return 'unknown';
      const isOver = order.record.outcome !== null || (delivery.ended !== 'no' && delivery.ended !== 'lost');
      if (isOver) return 'taken';
      if (report.success && report.data.status === 'IN_PROGRESS') {
        if (order.inHand === null) order.takeBack(delivery, clock.monotonic());
        if (order.inHand?.id === delivery.id) order.progress.read(report.data.output);
        return 'taken';
      }
      if (report.success && report.data.error === undefined) await answered(order, delivery, report.data.output);
      else {
        const { code, detail, what, way } = readFailure(report.data?.error);
        await failure(order, delivery, { detail, userMessage: `${what} ${way}` }, code);
      }
      return 'taken';
    },

    ping(call, orderIds, trouble) {
      const worker = workers.seen(call, 'ping');
      if (trouble !== null) worker.trouble = trouble;
      const now = clock.monotonic();
      for (const id of orderIds) {
        const order = book.get(id);
        const delivery = order?.deliveryTo(call.id);
        if (order === undefined || delivery === undefined || order.record.outcome !== null) {
          stopWishes.add(call.id, id);
          waits.wake();
          continue;
        }
        // Pings outlive a process that was killed while it rendered: they alone bring no job back.
        if (order.inHand === null && delivery.ended === 'lost' && worker.isHeard) order.takeBack(delivery, now);
        if (order.inHand?.id === delivery.id) order.namedAtMs = now;
      }
      for (const order of book.inHandOf(call.id)) {
        if (order.inHand !== null && now - order.namedAtMs > unnamedMs) book.giveBack(order, order.inHand, 'lost');
      }
    },

    leave(call) {
      asking.get(call.id)?.abort();
      giveBackAll(call.id, 'left');
      stopWishes.forget(call.id);
      workers.forget(call.id);
    },

    link,

    lockOut() {
      for (const order of book.all) {
        if (order.record.outcome !== null) continue;
        for (const { id, ended } of order.record.deliveries)
          if (ended === 'no' || ended === 'lost') order.endDelivery(id, 'left');
        void book.save(order);
      }
      for (const { id } of workers.present) {
        asking.get(id)?.abort();
        stopWishes.forget(id);
        workers.forget(id);
      }
      waits.wake();
    },

    noteListener,
  };
}

function otherVersionOf({ schemaVersion, version }: WorkerCall): string | null {
  if (schemaVersion === null || schemaVersion === workerSchemaVersion) return null;
  const way = schemaVersion > workerSchemaVersion ? 'Update the studio.' : 'Update the worker.';
  return `It is version ${version ?? 'unknown'} and speaks version ${schemaVersion} of the protocol, this studio version ${workerSchemaVersion}. ${way}`;
}
