import { writeFileSync } from 'node:fs';

/** Writes a safetensors file whose tensors are all nothing. `shapes` by name; two bytes an element. */
export function writeSafetensors(
  path: string,
  shapes: Readonly<Record<string, readonly number[]>>,
  metadata: Readonly<Record<string, string>> = {},
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
  writeFileSync(path, Buffer.concat([length, text, Buffer.alloc(end)]));
}
