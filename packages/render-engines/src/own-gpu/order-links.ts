import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hashFile } from '../gpu-worker/input-files.ts';
import { readStoredResult } from '../gpu-worker/read-answer.ts';
import type { DeskOrder } from './desk-order.ts';
import type { OrderBook } from './order-book.ts';
import type { Delivery } from './order-record.ts';
import type { KeepAnswer, LinkedThing, ReceivedFile } from './worker-desk.ts';

const mostBytes = { video: 2 * 1024 ** 3, poster: 5 * 1024 ** 2, result: 1024 ** 2, claim: 64 * 1024 } as const;

interface Place {
  readonly order: DeskOrder;
  readonly delivery: Delivery;
  readonly role: string;
}

/** What the links of orders lead to. A link lives as long as its order is open and its delivery may still be worked on. */
export function createOrderLinks(book: OrderBook): (token: string, method: 'GET' | 'PUT') => LinkedThing | null {
  return (token, method) => {
    const place = findPlace(book, token);
    if (place === null) return null;
    book.workers.touch(place.delivery.worker);
    return thingAt(book, place, token, method);
  };
}

/** The clip of a delivery as it was measured when it came in, or is measured now; null where there is none. */
export async function receivedClip(
  book: OrderBook,
  order: DeskOrder,
  delivery: Delivery,
): Promise<ReceivedFile | null> {
  const known = order.received.get(delivery.id);
  if (known !== undefined) return known;
  const measured = await hashFile(clipPath(book, order, delivery.id)).catch(() => null);
  if (measured !== null) order.received.set(delivery.id, measured);
  return measured;
}

/** Where the clip of a delivery lies. */
export function clipPath(book: OrderBook, order: DeskOrder, deliveryId: string): string {
  return book.shelf.path(order.record.request.attemptId, `${deliveryId}.mp4`);
}

function findPlace(book: OrderBook, token: string): Place | null {
  for (const order of book.all) {
    for (const delivery of order.record.deliveries) {
      const role = Object.hasOwn(delivery.links, token) ? delivery.links[token] : undefined;
      if (role !== undefined) return isAlive(book, order, delivery.id) ? { order, delivery, role } : null;
    }
  }
  return null;
}

/** Whoever went silent may come back as long as nobody else is done. */
function isAlive(book: OrderBook, order: DeskOrder, deliveryId: string): boolean {
  if (book.get(order.id) !== order || order.record.outcome !== null) return false;
  const ended = order.delivery(deliveryId)?.ended;
  return ended === 'no' || ended === 'lost';
}

function thingAt(book: OrderBook, place: Place, token: string, method: 'GET' | 'PUT'): LinkedThing | null {
  const { order, delivery, role } = place;
  const { attemptId } = order.record.request;
  const inOrder = (name: string): string => book.shelf.path(attemptId, name);
  const claimPath = inOrder(`${delivery.id}.claim.json`);

  if (method === 'GET') {
    if (role.startsWith('input:')) {
      const input = order.record.inputs[role.slice('input:'.length)];
      if (input === undefined || order.usedLinks.has(token)) return null;
      // At once, and not when it is over: two that ask at the same moment are one too many.
      order.usedLinks.add(token);
      return { kind: 'send_file', path: input.path, cutOff: () => void order.usedLinks.delete(token) };
    }
    // The order is open, so nobody has a result yet.
    if (role === 'result_get') return { kind: 'send_text', text: async () => null };
    if (role !== 'claim_get') return null;
    return { kind: 'send_text', text: () => readFile(claimPath, 'utf8').catch(() => null) };
  }

  const receive = (kind: 'video' | 'poster'): LinkedThing => {
    const toPath = inOrder(`${delivery.id}.${kind}-${randomBytes(4).toString('hex')}.part`);
    const keep = (received: ReceivedFile) => keepFile(book, place, kind, toPath, received);
    return { kind: 'receive_file', toPath, maxBytes: mostBytes[kind], keep };
  };
  switch (role) {
    case 'video_put':
      return receive('video');
    case 'poster_put':
      return receive('poster');
    case 'result_put':
      return { kind: 'receive_text', maxBytes: mostBytes.result, keep: (text) => keepResult(book, place, text) };
    case 'claim_put':
      return {
        kind: 'receive_text',
        maxBytes: mostBytes.claim,
        async keep(text, onlyIfNone) {
          if (!isAlive(book, order, delivery.id)) return 'gone';
          const there = await readFile(claimPath, 'utf8').catch(() => null);
          if (there !== null && onlyIfNone) return 'taken';
          await writeFile(claimPath, text, { mode: 0o600 });
          return 'stored';
        },
      };
    default:
      return null;
  }
}

/** A link takes one file. The same one again is as good: the answer to the first can have been lost on its way. */
async function keepFile(
  book: OrderBook,
  { order, delivery }: Place,
  kind: 'video' | 'poster',
  partPath: string,
  received: ReceivedFile,
): Promise<KeepAnswer> {
  const drop = async (answer: KeepAnswer): Promise<KeepAnswer> => {
    await rm(partPath, { force: true });
    return answer;
  };
  if (!isAlive(book, order, delivery.id)) return drop('gone');
  // The library makes a poster of its own.
  if (kind === 'poster') return drop('stored');
  const there = await receivedClip(book, order, delivery);
  if (there !== null) return drop(there.sha256 === received.sha256 ? 'stored' : 'refused');
  await rename(partPath, clipPath(book, order, delivery.id));
  order.received.set(delivery.id, received);
  return 'stored';
}

/** The result says that the clip is whole. It comes after it, so what it says can be held against what came. */
async function keepResult(book: OrderBook, { order, delivery }: Place, text: string): Promise<KeepAnswer> {
  const result = readStoredResult(text, order.record.request.attemptId);
  const clip = await receivedClip(book, order, delivery);
  const fits = result !== null && clip !== null && clip.sha256 === result.video.sha256;
  if (!fits || clip.bytes !== result.video.bytes) return 'refused';
  if (!isAlive(book, order, delivery.id)) return 'gone';
  await book.finish(order, delivery, clip);
  return 'stored';
}
