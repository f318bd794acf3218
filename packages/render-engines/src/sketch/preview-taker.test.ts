import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { createPreviewTaker } from './preview-taker.ts';

describe('previews of a sketch', () => {
  it.each([
    [1280, 720, 320, 180],
    [480, 832, 185, 320],
    [96, 64, 96, 64],
  ])('of %i × %i are %i × %i', async (width, height, smallWidth, smallHeight) => {
    const canvas = createCanvas(width, height);
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#ff0000';
    pen.fillRect(0, 0, width, height);
    const preview = createPreviewTaker({ width, height })(canvas, 7);
    expect(preview).toMatchObject({ id: '7', mimeType: 'image/jpeg' });
    const picture = await loadImage(Buffer.from(preview?.bytes ?? []));
    expect([picture.width, picture.height]).toEqual([smallWidth, smallHeight]);
    const seen = createCanvas(smallWidth, smallHeight).getContext('2d');
    seen.drawImage(picture, 0, 0);
    const [red = 0, green = 0] = seen.getImageData(10, 10, 1, 1).data;
    expect([red > 240, green < 20]).toEqual([true, true]);
  });

  it('come at most twice a second', () => {
    let nowMs = 0;
    const take = createPreviewTaker({ width: 64, height: 64 }, () => nowMs);
    const canvas = createCanvas(64, 64);
    const taken = [];
    for (let frame = 0; frame < 100; frame += 1) {
      if (take(canvas, frame) !== undefined) taken.push(nowMs);
      nowMs += 40;
    }
    expect(taken).toEqual([0, 520, 1040, 1560, 2080, 2600, 3120, 3640]);
  });
});
