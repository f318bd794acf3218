import { expect, it } from 'vitest';
import { formatBytes } from './file-size.ts';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [640_400, '640 kB'],
  [999_600, '1.0 MB'],
  [3_140_000_000, '3.1 GB'],
  [120_000_000_000, '120 GB'],
])('shows %i bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
