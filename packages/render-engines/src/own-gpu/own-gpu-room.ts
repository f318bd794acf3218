import { join } from 'node:path';
import type { ConnectedWorkers, ServiceHealth, WorkerListenerState } from '@videoexpress/job-schema';
import { type Clock, isoTime, type Log } from '@videoexpress/studio';
import { createDeskOfOrders } from './desk-of-orders.ts';
import { OrderBook } from './order-book.ts';
import { createOrderShelf } from './order-shelf.ts';
import { createOrderWriter, type OrderWriterDeps } from './order-writer.ts';
import { ownGpuDescription } from './own-gpu-description.ts';
import type { WorkerDesk } from './worker-desk.ts';

export interface OwnGpuRoomDeps {
  /** Orders and finished clips lie below it until they are collected; they outlive the daemon. */
  readonly scratchFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly appVersion: string;
}

const startFix = 'On the machine with the GPU: videoexpress worker start';
const listenFix =
  'Set an address for workers in Settings → Engines, 127.0.0.1:8124 for this machine, then on the machine with the GPU: videoexpress worker start';

/**
 * Where the engine, the listener for workers and the API meet: it outlives none of them, and each sees its own side. Made
 * before the engines, because the listener and the lists need it too.
 */
export class OwnGpuRoom {
  readonly book: OrderBook;
  readonly desk: WorkerDesk;
  readonly writing: OrderWriterDeps;
  #listener: WorkerListenerState = { state: 'off', address: null, beyondThisMachine: false, detail: null };
  #wish: string | null = null;
  #onWish: (wish: string | null) => void = () => undefined;
  readonly #clock: Clock;

  constructor({ scratchFolder, clock, log, appVersion }: OwnGpuRoomDeps) {
    this.#clock = clock;
    this.writing = { engine: ownGpuDescription.id, appVersion };
    this.book = new OrderBook({ shelf: createOrderShelf(join(scratchFolder, 'own-gpu')), clock, log });
    this.desk = createDeskOfOrders(this.book, createOrderWriter(this.writing), (state) => (this.#listener = state));
  }

  get listener(): WorkerListenerState {
    return this.#listener;
  }

  /** A person set where to listen; null: nowhere. */
  wish(address: string | null): void {
    if (address === this.#wish) return;
    this.#wish = address;
    this.#onWish(address);
  }

  /** Told where to listen, now and whenever that changes. */
  onWish(listener: (wish: string | null) => void): void {
    this.#onWish = listener;
    listener(this.#wish);
  }

  /** The workers as the API shows them. */
  workers(): ConnectedWorkers {
    const items = this.book.workers.present.map(({ id, call, connectedAtMs, lastSeenAtMs, trouble }) => {
      const order = this.book.inHandOf(id)[0];
      return {
        id,
        machine: call?.machine ?? null,
        gpu: call?.gpu ?? null,
        version: call?.version ?? null,
        connectedAt: isoTime(connectedAtMs),
        lastSeenAt: isoTime(lastSeenAtMs),
        trouble,
        job:
          order === undefined
            ? null
            : {
                id: order.record.request.jobId,
                since: isoTime(order.inHand?.sinceMs ?? this.#clock.now()),
                stage: order.progress.progress.stage,
                fraction: order.progress.progress.fraction,
              },
      };
    });
    return { items, nextCursor: null, listener: this.#listener, waiting: this.#waiting };
  }

  get #waiting(): number {
    return this.book.all.filter(({ isWaiting }) => isWaiting).length;
  }

  health(): Pick<ServiceHealth, 'status' | 'detail' | 'fix'> {
    const { state, address, detail } = this.#listener;
    if (state === 'off') return { status: 'not_configured', detail: 'Nothing listens for workers.', fix: listenFix };
    if (state === 'failed')
      return { status: 'down', detail: detail ?? 'The listener for workers is not open.', fix: listenFix };
    const { present } = this.book.workers;
    const troubled = present.find(({ trouble }) => trouble !== null);
    if (present.length === 0) {
      // A machine with a GPU may be off for days: that is nobody's worry until a job waits for it.
      const status = this.#waiting > 0 ? 'degraded' : 'not_configured';
      return { status, detail: `No worker is connected. ${address} is open.`, fix: startFix };
    }
    if (troubled !== undefined)
      return { status: 'degraded', detail: `${nameOf(troubled)}: ${troubled.trouble}`, fix: 'Look at that worker.' };
    return { status: 'ok', detail: `${present.map(nameOf).join(', ')}.`, fix: null };
  }
}

function nameOf({ id, call }: OrderBook['workers']['present'][number]): string {
  const machine = call?.machine ?? id;
  return call === null || call.gpu === null ? machine : `${call.gpu} in ${machine}`;
}
