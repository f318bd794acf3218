import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

/**
 * Writes a safetensors file, two bytes an element. `shapes` by name. The tensors are all nothing, or numbers by chance between
 * -2 and 2.
 */
export function writeSafetensors(
  path: string,
  shapes: Readonly<Record<string, readonly number[]>>,
  metadata: Readonly<Record<string, string>> = {},
  values: 'nothing' | 'noise' = 'nothing',
): void {
  let end = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  for (const [name, shape] of Object.entries(shapes)) {
    const from = end;
    end += shape.reduce((product, side) => product * side, 2);
    header[name] = { dtype: 'BF16', shape, data_offsets: [from, end] };
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(path, Buffer.concat([length, text, values === 'noise' ? noise(end) : Buffer.alloc(end)]));
}

/** Numbers as BF16: the upper half of a float. */
function noise(bytes: number): Buffer {
  const content = randomBytes(bytes);
  const single = Buffer.alloc(4);
  for (let at = 0; at < bytes; at += 2) {
    single.writeFloatLE((content.readUInt16LE(at) / 65_535) * 4 - 2);
    single.copy(content, at, 2, 4);
  }
  return content;
}
