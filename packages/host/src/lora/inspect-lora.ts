import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { err, type LoraFacts, ok, type Result } from '@videoexpress/job-schema';
import type { MediaToolError } from '../media/media-tool-error.ts';
import { loraFacts } from './lora-facts.ts';
import { readSafetensorsHeader } from './safetensors-header.ts';

export interface InspectedLora {
  readonly bytes: number;
  readonly sha256: string;
  readonly lora: LoraFacts;
}

/**
 * Checks a LoRA file by content. It stays where it is, as it is; only its header is interpreted. Throws what the file
 * system throws, and when `signal` is aborted.
 */
export async function inspectLora(path: string, signal?: AbortSignal): Promise<Result<InspectedLora, MediaToolError>> {
  const header = await readSafetensorsHeader(path);
  if (!header.ok) return err({ code: 'not_a_lora', reason: header.error });
  const facts = loraFacts(header.value);
  if (!facts.ok) return err({ code: 'not_a_lora', reason: facts.error });
  const hash = createHash('sha256');
  const stream = createReadStream(path, { highWaterMark: 256 * 1024, ...(signal === undefined ? {} : { signal }) });
  for await (const piece of stream) if (piece instanceof Uint8Array) hash.update(piece);
  return ok({ bytes: (await stat(path)).size, sha256: hash.digest('hex'), lora: facts.value });
}
