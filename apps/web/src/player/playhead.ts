import { frameAt, frameCentreSeconds, frameCount, frameWithin } from './timecode.ts';

/** The part of a video element that a playhead moves and listens to. */
export interface FrameSource {
  currentTime: number;
  readonly duration: number;
  readonly seeking: boolean;
  readonly addEventListener: HTMLVideoElement['addEventListener'];
  readonly removeEventListener: HTMLVideoElement['removeEventListener'];
  readonly requestVideoFrameCallback?: HTMLVideoElement['requestVideoFrameCallback'];
  readonly cancelVideoFrameCallback?: HTMLVideoElement['cancelVideoFrameCallback'];
}

/** Where a clip stands, in frames, and the moving of it. */
export interface Playhead {
  /** The frame that is shown, or the one that is being sought. */
  readonly frame: () => number;
  readonly count: () => number;
  /** Goes to a frame. Of several while one is still sought, the last wins. */
  readonly goTo: (frame: number) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Ends the listening. */
  readonly detach: () => void;
}

/** Follows a video element frame by frame: by presented frames where the browser tells of them, else by its clock. */
export function playheadOf(video: FrameSource, fps: number): Playhead {
  const listeners = new Set<() => void>();
  let shown = 0;
  let wanted: number | null = null;
  let callback = 0;

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const count = () => frameCount(Number.isFinite(video.duration) ? video.duration : 0, fps);
  const show = (frame: number) => {
    if (frame === shown) return;
    shown = frame;
    tell();
  };
  const seek = (frame: number) => {
    video.currentTime = frameCentreSeconds(frame, fps);
  };
  const onSeeked = () => {
    if (wanted === null) return show(frameAt(video.currentTime, fps));
    const frame = wanted;
    if (frameAt(video.currentTime, fps) !== frame) return seek(frame);
    wanted = null;
    show(frame);
  };
  const onTime = () => {
    if (wanted === null && !video.seeking) show(Math.min(frameAt(video.currentTime, fps), count() - 1));
  };
  const onPresented = (_now: number, { mediaTime }: { mediaTime: number }) => {
    if (wanted === null && !video.seeking) show(Math.round(mediaTime * fps));
    callback = video.requestVideoFrameCallback?.(onPresented) ?? 0;
  };

  const hasFrames = video.requestVideoFrameCallback !== undefined;
  video.addEventListener('seeked', onSeeked);
  video.addEventListener('durationchange', tell);
  if (hasFrames) callback = video.requestVideoFrameCallback?.(onPresented) ?? 0;
  else video.addEventListener('timeupdate', onTime);

  return {
    frame: () => wanted ?? shown,
    count,
    goTo: (frame) => {
      const next = frameWithin(frame, count());
      const isSeeking = video.seeking;
      wanted = next;
      // A seek that is under way is let finish; what is wanted by then is sought next.
      if (!isSeeking) seek(next);
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    detach: () => {
      video.removeEventListener('seeked', onSeeked);
      video.removeEventListener('durationchange', tell);
      if (hasFrames) video.cancelVideoFrameCallback?.(callback);
      else video.removeEventListener('timeupdate', onTime);
      listeners.clear();
    },
  };
}
