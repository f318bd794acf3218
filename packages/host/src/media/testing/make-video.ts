import { openVideoWriter } from '../video/video-writer.ts';

export type TestVideo = {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly numFrames: number;
  /** The colour of a pixel; left out, a bright bar wanders over a dark ground. */
  readonly paint?: (x: number, y: number, frameIndex: number) => readonly [number, number, number];
};

/** Writes a small MP4 with the product's own writer. */
export async function makeVideo(path: string, video: TestVideo): Promise<void> {
  const { width, height, numFrames } = video;
  const writer = await openVideoWriter({ path, ...video, totalFrames: numFrames });
  const rgba = new Uint8Array(width * height * 4);
  for (let frameIndex = 0; frameIndex < numFrames; frameIndex += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        rgba.set(video.paint?.(x, y, frameIndex) ?? wanderingBar(x, frameIndex, width), (y * width + x) * 4);
      }
    }
    await writer.write(rgba);
  }
  await writer.finish();
}

function wanderingBar(x: number, frameIndex: number, width: number): readonly [number, number, number] {
  const isBar = (x + width - (frameIndex % width)) % width < width / 4;
  return isBar ? [240, 200, 40] : [20, 40, 90];
}
