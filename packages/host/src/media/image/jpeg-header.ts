import { ok } from '@videoexpress/job-schema';
import { readExifOrientation } from './exif-orientation.ts';
import { type ImageHeaderOutcome, refuseAsCorrupt, refuseImage } from './image-outcome.ts';

const endOfImage = 0xd9;
const startOfScan = 0xda;
const app1 = 0xe1;

/** SOF0 to SOF15, without the tables that share their range (DHT, JPG, DAC). */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Markers that stand alone: restart markers and TEM. */
function hasNoData(marker: number): boolean {
  return (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;
}

/** Walks the segments and scans of a JPEG to its end marker (ITU-T T.81, annex B). */
export function readJpegHeader(file: Buffer): ImageHeaderOutcome {
  let position = 2;
  let frame: { width: number; height: number; numComponents: number } | undefined;
  let orientation = 1;
  let hasScan = false;
  while (position + 2 <= file.length) {
    if (file[position] !== 0xff) return refuseAsCorrupt('a marker is missing');
    const marker = file[position + 1] ?? 0;
    if (marker === 0xff) {
      // A fill byte: any number of them may stand before a marker.
      position += 1;
      continue;
    }
    position += 2;
    if (hasNoData(marker)) continue;
    if (marker === endOfImage) {
      if (frame === undefined || !hasScan) return refuseAsCorrupt('it has no pixels');
      const { width, height, numComponents } = frame;
      return ok({ mimeType: 'image/jpeg', width, height, orientation, isUnusual: numComponents > 3 });
    }
    if (position + 2 > file.length) break;
    const end = position + file.readUInt16BE(position);
    if (end > file.length) break;
    const data = file.subarray(position + 2, end);
    if (isFrameHeader(marker)) {
      if (data.length < 6) return refuseAsCorrupt('its header is too short');
      // A decoder takes the first size, the checks would take the last.
      if (frame !== undefined) return refuseAsCorrupt('it has two headers');
      if (data.readUInt8(0) !== 8)
        return refuseImage('corrupt_image', 'JPEG pictures with 12 bits cannot be read here.');
      frame = { height: data.readUInt16BE(1), width: data.readUInt16BE(3), numComponents: data.readUInt8(5) };
      if (frame.width === 0 || frame.height === 0) return refuseAsCorrupt('it has no size');
    }
    if (marker === app1 && data.toString('latin1', 0, 6) === 'Exif\0\0') {
      orientation = readExifOrientation(data.subarray(6));
    }
    position = end;
    if (marker === startOfScan) {
      hasScan = true;
      position = endOfScan(file, position);
    }
  }
  return refuseAsCorrupt('it ends in the middle');
}

/** The position of the marker after a scan. Inside one, FF is followed by 0 (a plain FF) or by a restart marker. */
function endOfScan(file: Buffer, from: number): number {
  let position = file.indexOf(0xff, from);
  while (position !== -1 && position + 1 < file.length) {
    const next = file[position + 1] ?? 0;
    if (next !== 0 && !hasNoData(next)) return position;
    position = file.indexOf(0xff, position + 1);
  }
  return file.length;
}
