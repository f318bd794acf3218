import { randomBytes } from 'node:crypto';
import { ProgressReader } from '../gpu-worker/progress-reader.ts';
import type { Delivery, OrderOutcome, OrderRecord } from './order-record.ts';
import type { ReceivedFile } from './worker-desk.ts';

/** What is behind the links of a delivery, beside one for each input file. */
export const resultRoles = ['video_put', 'poster_put', 'result_put', 'result_get', 'claim_put', 'claim_get'] as const;
export type ResultRole = (typeof resultRoles)[number];

/** An order in memory: what is written down of it, and what need not be. */
export class DeskOrder {
  record: OrderRecord;
  /** The studio has asked for it in this run: what nobody asks for is not rendered. */
  isWanted: boolean;
  /** The delivery that is being worked on; null: it waits. */
  inHand: Delivery | null = null;
  /** When a ping last named it, or it was handed out, on the clock that only grows. */
  namedAtMs = 0;
  progress: ProgressReader;
  /** What came in for each delivery, by its id; a restart forgets it, and the file is measured again. */
  readonly received = new Map<string, ReceivedFile>();
  /** Input links that have done their duty. */
  readonly usedLinks = new Set<string>();

  constructor(record: OrderRecord, isWanted: boolean) {
    this.record = record;
    this.isWanted = isWanted;
    this.progress = new ProgressReader('Starting');
    this.inHand = record.outcome === null ? (record.deliveries.find(({ ended }) => ended === 'no') ?? null) : null;
  }

  get id(): string {
    return this.record.request.attemptId;
  }

  get isWaiting(): boolean {
    return this.isWanted && this.record.outcome === null && this.inHand === null;
  }

  /** How many workers went without a word while they had it. */
  get timesLost(): number {
    return this.record.deliveries.filter(({ ended }) => ended === 'lost').length;
  }

  delivery(id: string): Delivery | undefined {
    return this.record.deliveries.find((each) => each.id === id);
  }

  /** The newest delivery to this worker. */
  deliveryTo(worker: string): Delivery | undefined {
    return this.record.deliveries.findLast((each) => each.worker === worker);
  }

  /** Puts it into a worker's hands, with links of its own. */
  handTo(worker: string, nowMs: number, monotonicMs: number): Delivery {
    const roles = [...resultRoles, ...Object.keys(this.record.inputs).map((field) => `input:${field}`)];
    const links = Object.fromEntries(roles.map((role) => [randomBytes(32).toString('base64url'), role]));
    const delivery: Delivery = { id: randomBytes(8).toString('hex'), worker, links, ended: 'no', sinceMs: nowMs };
    this.record = { ...this.record, deliveries: [...this.record.deliveries, delivery] };
    this.inHand = delivery;
    this.namedAtMs = monotonicMs;
    this.progress = new ProgressReader('Starting');
    return delivery;
  }

  /** Takes it out of the hands it is in. */
  endDelivery(id: string, ended: Delivery['ended']): void {
    const deliveries = this.record.deliveries.map((each) => (each.id === id ? { ...each, ended } : each));
    this.record = { ...this.record, deliveries };
    if (this.inHand?.id === id) this.inHand = null;
  }

  /** As if it had never been handed out. */
  forgetDelivery(id: string): void {
    this.record = { ...this.record, deliveries: this.record.deliveries.filter((each) => each.id !== id) };
    if (this.inHand?.id === id) this.inHand = null;
  }

  /** A worker that was given up is at it after all, and nobody else is. */
  takeBack(delivery: Delivery, monotonicMs: number): void {
    this.endDelivery(delivery.id, 'no');
    this.inHand = this.delivery(delivery.id) ?? null;
    this.namedAtMs = monotonicMs;
  }

  end(outcome: OrderOutcome): void {
    this.record = { ...this.record, outcome };
    this.inHand = null;
  }
}

/** The token of a delivery's link. */
export function tokenFor(delivery: Delivery, role: string): string {
  const found = Object.entries(delivery.links).find(([, each]) => each === role);
  if (found === undefined) throw new Error(`A delivery without a link for ${role}`);
  return found[0];
}
