import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** The table tags that WOFF2 writes as a number instead of four letters, in the order of its specification (section 4.1). */
const knownTags =
  'cmap head hhea hmtx maxp name OS/2 post cvt  fpgm glyf loca prep CFF  VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx ' +
  'BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG  sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty ' +
  'just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill ';
const arbitraryTag = 63;
const headerLength = 48;

/** One table of a WOFF2 file, as it lies in the compressed stream. */
export interface Woff2Table {
  readonly tag: string;
  /** Its entry in the directory, byte for byte. */
  readonly entry: Buffer;
  /** Its length when unpacked to a plain font. */
  readonly fullLength: number;
  readonly data: Buffer;
}

/** Unpacks the tables of a WOFF2 file (one font, not a collection). */
export function tablesOfWoff2(file: Buffer): Woff2Table[] {
  let at = headerLength;
  const readBase128 = (): number => {
    let value = 0;
    for (let i = 0; i < 5; i++) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if ((byte & 128) === 0) break;
    }
    return value;
  };
  const directory = Array.from({ length: file.readUInt16BE(12) }, () => {
    const start = at;
    const flags = file.readUInt8(at++);
    const known = flags & 63;
    let tag = knownTags.slice(known * 5, known * 5 + 4);
    if (known === arbitraryTag) {
      tag = file.toString('latin1', at, at + 4);
      at += 4;
    }
    const version = flags >> 6;
    const fullLength = readBase128();
    const transformed = tag === 'glyf' || tag === 'loca' ? version !== 3 : version !== 0;
    const length = transformed ? readBase128() : fullLength;
    return { tag, entry: file.subarray(start, at), fullLength, length };
  });
  const stream = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  let offset = 0;
  return directory.map(({ tag, entry, fullLength, length }) => {
    const data = stream.subarray(offset, offset + length);
    offset += length;
    return { tag, entry, fullLength, data };
  });
}

/**
 * A WOFF2 file without one of its tables. Noto Color Emoji carries every picture twice, as layers (COLR) and as SVG; the
 * drawing library uses the layers, and the SVG is two thirds of the file.
 */
export function withoutTable(file: Buffer, tag: string): Buffer {
  const kept = tablesOfWoff2(file).filter((table) => table.tag !== tag);
  const packed = brotliCompressSync(Buffer.concat(kept.map((table) => table.data)), {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_FONT,
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
    },
  });
  const directory = Buffer.concat(kept.map((table) => table.entry));
  const header = Buffer.from(file.subarray(0, headerLength));
  const length = headerLength + directory.length + packed.length;
  const padding = (4 - (length % 4)) % 4;
  const plainLength = kept.reduce((sum, table) => sum + Math.ceil(table.fullLength / 4) * 4, 12 + kept.length * 16);
  header.writeUInt32BE(length + padding, 8);
  header.writeUInt16BE(kept.length, 12);
  header.writeUInt32BE(plainLength, 16);
  header.writeUInt32BE(packed.length, 20);
  // No metadata and no private block.
  header.fill(0, 28, headerLength);
  return Buffer.concat([header, directory, packed, Buffer.alloc(padding)]);
}
