import { inflateRawSync } from 'node:zlib';

/** The files of a ZIP, unpacked, by their names. Reads the central directory, as every program does. */
export function unpackZip(zip: Buffer): readonly (readonly [string, Buffer])[] {
  const end = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const files: (readonly [string, Buffer])[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const isPacked = zip.readUInt16LE(at + 10) === 8;
    const nameLength = zip.readUInt16LE(at + 28);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    files.push([zip.toString('utf8', at + 46, at + 46 + nameLength), isPacked ? inflateRawSync(bytes) : bytes]);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
