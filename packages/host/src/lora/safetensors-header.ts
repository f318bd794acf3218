import { type FileHandle, open } from 'node:fs/promises';
import { err, ok, type Result } from '@videoexpress/job-schema';
import { z } from 'zod';

/** Names and shapes of a LoRA's tensors take some hundred kilobytes; whole models of many parts a few megabytes. */
const maxHeaderBytes = 16 * 1024 * 1024;
const lengthBytes = 8;

const tensorSchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
export type Tensor = z.infer<typeof tensorSchema>;

/** The beginning of a safetensors file: what lies in it, and what whoever wrote it had to say. */
export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Whether a file begins like a safetensors file: the length of a JSON header, and its first brace. It says nothing about
 * the rest. Throws what the file system throws.
 */
export async function isSafetensors(path: string): Promise<boolean> {
  return withFile(path, async (file, bytes) => (await headerLength(file, bytes)) !== null);
}

/**
 * Reads and checks the header of a safetensors file: every tensor lies within the file, and together they fill it. Weights
 * are numbers and nothing else, so nothing in such a file runs. Throws what the file system throws.
 *
 * Format: https://github.com/huggingface/safetensors#format
 */
export async function readSafetensorsHeader(path: string): Promise<Result<SafetensorsHeader, string>> {
  return withFile(path, async (file, bytes) => {
    const length = await headerLength(file, bytes);
    if (length === null) return err('It is not a safetensors file.');
    const text = Buffer.alloc(length);
    await file.read(text, 0, length, lengthBytes);
    const parsed = headerOf(text.toString('utf8'));
    if (parsed === null) return err('The header of the file cannot be read. It may be cut off: download it again.');
    const ends = [...parsed.tensors.values()].map(({ data_offsets: [from, to] }) => (to < from ? Infinity : to));
    const dataBytes = bytes - lengthBytes - length;
    if (Math.max(0, ...ends) !== dataBytes) return err('The file is cut off or damaged. Download it again.');
    return ok(parsed);
  });
}

async function withFile<T>(path: string, read: (file: FileHandle, bytes: number) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    return await read(file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

/** Null where the file does not begin with a header that fits into it. */
async function headerLength(file: FileHandle, bytes: number): Promise<number | null> {
  const head = Buffer.alloc(lengthBytes + 1);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  if (bytesRead < head.length || head[lengthBytes] !== '{'.charCodeAt(0)) return null;
  const length = head.readBigUInt64LE(0);
  return length <= maxHeaderBytes && Number(length) + lengthBytes <= bytes ? Number(length) : null;
}

function headerOf(text: string): SafetensorsHeader | null {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null;
  const tensors = new Map<string, Tensor>();
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (name === '__metadata__') {
      const said = z.record(z.string(), z.string()).safeParse(value);
      if (said.success) metadata = said.data;
      continue;
    }
    const tensor = tensorSchema.safeParse(value);
    if (!tensor.success) return null;
    tensors.set(name, tensor.data);
  }
  return { tensors, metadata };
}
