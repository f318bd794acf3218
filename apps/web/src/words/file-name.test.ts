import { describe, expect, it } from 'vitest';
import { downloadName } from './file-name.ts';

describe('downloadName', () => {
  it.each([
    ['A red fox', 'video/mp4', 'A red fox.mp4'],
    ['harbour.PNG', 'image/png', 'harbour.PNG'],
    ['weights', 'application/octet-stream', 'weights'],
  ])('saves %j of type %s as %j', (name, mimeType, saved) => {
    expect(downloadName({ name, mimeType })).toBe(saved);
  });
});
