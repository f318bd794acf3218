import { ok, type Result } from '@videoexpress/job-schema';
import type { WorkerOrder, WorkerPicture } from '@videoexpress/job-schema/worker';
import type { RenderRequest } from '@videoexpress/studio';
import { buildOrder, type OrderRefusal } from '../gpu-worker/build-order.ts';
import type { InputFile } from '../gpu-worker/input-files.ts';
import { settingsTag } from '../gpu-worker/settings-tag.ts';
import { type DeskOrder, tokenFor } from './desk-order.ts';
import type { Delivery } from './order-record.ts';

/** Writes an order out for one delivery, with that delivery's links below `baseUrl`. */
export type OrderWriter = (order: DeskOrder, delivery: Delivery, baseUrl: string) => Result<WorkerOrder, OrderRefusal>;

/** Where the links of a listener begin, after its own address. */
export const linkPath = '/files/';

export interface OrderWriterDeps {
  readonly engine: string;
  readonly appVersion: string;
}

/** Writes orders whose files all go by links of the listener. */
export function createOrderWriter(deps: OrderWriterDeps): OrderWriter {
  return (order, delivery, baseUrl) =>
    writeOrder(
      deps,
      order.record.request,
      order.record.inputs,
      (role) => `${baseUrl}${linkPath}${tokenFor(delivery, role)}`,
    );
}

/** Whether the worker would take this: tried out with links that lead nowhere. */
export function checkOrder(
  deps: OrderWriterDeps,
  request: RenderRequest,
  inputs: Readonly<Record<string, InputFile>>,
): Result<null, OrderRefusal> {
  const written = writeOrder(deps, request, inputs, () => 'http://127.0.0.1/');
  return written.ok ? ok(null) : written;
}

function writeOrder(
  deps: OrderWriterDeps,
  request: RenderRequest,
  inputs: Readonly<Record<string, InputFile>>,
  link: (role: string) => string,
): Result<WorkerOrder, OrderRefusal> {
  const pictures: Record<string, WorkerPicture> = {};
  const loraLinks: Record<string, { url: string; sha256: string }> = {};
  for (const [field, { sha256 }] of Object.entries(inputs)) {
    const url = link(`input:${field}`);
    if (field.startsWith('loras.')) loraLinks[field] = { url, sha256 };
    else pictures[field] = { type: 'url', url, sha256 };
  }
  return buildOrder(request, {
    upload: {
      type: 'presigned',
      video_put_url: link('video_put'),
      poster_put_url: link('poster_put'),
      result_put_url: link('result_put'),
      result_get_url: link('result_get'),
      claim_put_url: link('claim_put'),
      claim_get_url: link('claim_get'),
    },
    settingsTag: settingsTag(request, inputs, deps),
    pictures,
    loraLinks,
  });
}
