import type { AttemptId } from '@videoexpress/job-schema';
import type { Clock, Log, RenderRequest } from '@videoexpress/studio';
import type { InputFile } from '../gpu-worker/input-files.ts';
import { type ConnectedWorkers, createConnectedWorkers } from './connected-workers.ts';
import { DeskOrder } from './desk-order.ts';
import { LongWaits } from './long-waits.ts';
import type { Delivery } from './order-record.ts';
import type { OrderShelf } from './order-shelf.ts';
import { StopWishes } from './stop-wishes.ts';
import type { ReceivedFile } from './worker-desk.ts';

/** A render that so many workers did not survive is not given to another one. */
const mostLosses = 3;

export interface OrderBookDeps {
  readonly shelf: OrderShelf;
  readonly clock: Clock;
  readonly log: Log;
}

/** Every order of the engine, who has it in hand, and what becomes of it. Written down before anyone is told. */
export class OrderBook {
  readonly waits: LongWaits;
  readonly workers: ConnectedWorkers;
  readonly stopWishes: StopWishes;
  readonly shelf: OrderShelf;
  readonly clock: Clock;
  readonly log: Log;
  readonly #orders = new Map<string, DeskOrder>();

  constructor({ shelf, clock, log }: OrderBookDeps) {
    this.shelf = shelf;
    this.clock = clock;
    this.log = log;
    this.waits = new LongWaits(clock);
    this.stopWishes = new StopWishes(clock);
    this.workers = createConnectedWorkers(clock, (id) => this.#lapse(id));
    for (const record of shelf.load()) {
      const order = new DeskOrder(record, false);
      order.namedAtMs = clock.monotonic();
      this.#orders.set(order.id, order);
      if (order.inHand !== null) this.workers.expect(order.inHand.worker);
    }
  }

  get all(): readonly DeskOrder[] {
    return [...this.#orders.values()];
  }

  get(id: string): DeskOrder | undefined {
    return this.#orders.get(id);
  }

  /** The orders that a worker has in hand. */
  inHandOf(worker: string): readonly DeskOrder[] {
    return this.all.filter(({ inHand }) => inHand?.worker === worker);
  }

  /** The order whose turn it is: attempt ids sort by the time that the studio made them. */
  nextWaiting(): DeskOrder | null {
    const [first] = this.all.filter(({ isWaiting }) => isWaiting).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return first ?? null;
  }

  /** The studio knows this one: it may be rendered. */
  want(id: string): DeskOrder | undefined {
    const order = this.#orders.get(id);
    if (order === undefined || order.isWanted) return order;
    order.isWanted = true;
    this.waits.wake();
    return order;
  }

  /** Takes an order in. Rejects where it cannot be written down. */
  async open(
    { attemptId, jobId, kind, input, files }: RenderRequest,
    inputs: Record<string, InputFile>,
  ): Promise<void> {
    const request = { attemptId, jobId, kind, input, files: { ...files } };
    const order = new DeskOrder({ schema: 1, request, inputs, deliveries: [], outcome: null }, true);
    await this.shelf.write(order.record);
    this.#orders.set(order.id, order);
    this.waits.wake();
  }

  /** Writes down what an order has become. False: it could not be; the log says why. */
  async save(order: DeskOrder): Promise<boolean> {
    try {
      // One that was forgotten meanwhile must not come back to the disk.
      if (this.#orders.get(order.id) === order) await this.shelf.write(order.record);
      return true;
    } catch (cause) {
      this.log.error({ err: cause, attemptId: order.id }, 'An order could not be written down');
      return false;
    }
  }

  /** Takes an order out of a worker's hands, for the next one. */
  giveBack(order: DeskOrder, delivery: Delivery, how: 'lost' | 'left'): void {
    this.log.warn({ jobId: order.record.request.jobId, worker: delivery.worker, how }, 'A worker gave its job back');
    order.endDelivery(delivery.id, how);
    if (order.timesLost >= mostLosses) {
      void this.fail(order, {
        code: 'engine_failed',
        detail: `${mostLosses} workers went silent with it`,
        userMessage: `${mostLosses} workers went away in the middle of this render. Nothing was spent but their power. See what they wrote, then try again.`,
      });
      return;
    }
    void this.save(order);
    this.waits.wake();
  }

  /** The clip of a delivery is the result. */
  async finish(order: DeskOrder, delivery: Delivery, { sha256, bytes }: ReceivedFile): Promise<boolean> {
    this.#stopOthers(order, delivery.worker);
    order.end({ state: 'finished', delivery: delivery.id, sha256, bytes });
    return this.save(order);
  }

  async fail(
    order: DeskOrder,
    why: Omit<Extract<DeskOrder['record']['outcome'], { state: 'failed' }>, 'state'>,
  ): Promise<void> {
    this.#stopOthers(order, null);
    order.end({ state: 'failed', ...why });
    await this.save(order);
  }

  /** Nobody wants it any more: whoever is at it is told to stop, its links die, and its files go. */
  async forget(attemptId: AttemptId): Promise<void> {
    const order = this.#orders.get(attemptId);
    this.#orders.delete(attemptId);
    if (order !== undefined) this.#stopOthers(order, null);
    await this.shelf.remove(attemptId);
  }

  /** Whoever may be at it, all but one, is told to stop. */
  #stopOthers(order: DeskOrder, but: string | null): void {
    if (order.record.outcome !== null) return;
    for (const { worker, ended } of order.record.deliveries) {
      const maybeAtIt = ended === 'no' || ended === 'lost';
      if (maybeAtIt && worker !== but && this.workers.get(worker) !== undefined) this.stopWishes.add(worker, order.id);
    }
    this.waits.wake();
  }

  #lapse(worker: string): void {
    this.stopWishes.forget(worker);
    this.log.warn({ worker }, 'A worker went silent');
    for (const order of this.inHandOf(worker)) {
      if (order.inHand !== null) this.giveBack(order, order.inHand, 'lost');
    }
  }
}
