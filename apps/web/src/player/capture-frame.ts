import { frameCentreSeconds } from './timecode.ts';

function once(video: HTMLVideoElement, event: 'seeked' | 'loadeddata'): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(event, () => resolve(), { once: true });
    video.addEventListener('error', () => reject(new Error('The clip could not be read.')), { once: true });
  });
}

/**
 * One frame of a clip as PNG, in the clip's own size. It is taken from a second element, so what plays goes on. Null where
 * the file cannot be read.
 */
export async function captureFrame(src: string, frame: number, fps: number): Promise<Blob | null> {
  const video = document.createElement('video');
  video.muted = true;
  video.preload = 'auto';
  try {
    const isLoaded = once(video, 'loadeddata');
    video.src = src;
    await isLoaded;
    const isThere = once(video, 'seeked');
    video.currentTime = frameCentreSeconds(frame, fps);
    await isThere;
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext('2d')?.drawImage(video, 0, 0);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  } catch {
    return null;
  } finally {
    // Lets go of the file's connection.
    video.removeAttribute('src');
    video.load();
  }
}
