import { describe, expect, it } from 'vitest';
import { type FrameSource, playheadOf } from './playhead.ts';

/** A video whose seeks end, and whose frames are presented, when the test says so. */
class ScriptedVideo extends EventTarget {
  duration = 81 / 16;
  seeking = false;
  sought: number[] = [];
  #time = 0;
  #onFrame: VideoFrameRequestCallback | null = null;

  get currentTime() {
    return this.#time;
  }

  set currentTime(seconds: number) {
    this.#time = seconds;
    this.sought.push(seconds);
    this.seeking = true;
  }

  requestVideoFrameCallback = (onFrame: VideoFrameRequestCallback) => {
    this.#onFrame = onFrame;
    return 1;
  };

  cancelVideoFrameCallback = () => {
    this.#onFrame = null;
  };

  endSeek() {
    this.seeking = false;
    this.dispatchEvent(new Event('seeked'));
  }

  present(mediaTime: number) {
    const metadata = {
      mediaTime,
      expectedDisplayTime: 0,
      height: 1,
      width: 1,
      presentationTime: 0,
      presentedFrames: 1,
    };
    this.#onFrame?.(0, metadata);
  }
}

function start() {
  const video = new ScriptedVideo();
  const source: FrameSource = video;
  return { video, head: playheadOf(source, 16) };
}

describe('playheadOf', () => {
  it('shows the frame that was presented', () => {
    const { video, head } = start();
    video.present(7 / 16);
    expect(head.frame()).toBe(7);
    expect(head.count()).toBe(81);
  });

  it('goes to the centre of a frame, and stays within the clip', () => {
    const { video, head } = start();
    head.goTo(12);
    expect(video.sought).toEqual([12.5 / 16]);
    video.endSeek();
    head.goTo(500);
    expect(head.frame()).toBe(80);
  });

  it('lets a seek finish and then goes to what was wanted last', () => {
    const { video, head } = start();
    head.goTo(10);
    head.goTo(11);
    head.goTo(30);
    expect(video.sought).toHaveLength(1);
    expect(head.frame()).toBe(30);
    video.endSeek();
    expect(video.sought).toEqual([10.5 / 16, 30.5 / 16]);
    video.endSeek();
    expect(head.frame()).toBe(30);
    expect(video.sought).toHaveLength(2);
  });

  it('counts steps from where it is going, not from what was presented before', () => {
    const { video, head } = start();
    video.present(5 / 16);
    head.goTo(head.frame() + 1);
    video.present(5 / 16);
    head.goTo(head.frame() + 1);
    expect(head.frame()).toBe(7);
  });

  it('follows a jump that it did not make, and is silent once detached', () => {
    const { video, head } = start();
    let told = 0;
    head.subscribe(() => (told += 1));
    video.currentTime = 1.01;
    video.endSeek();
    expect(head.frame()).toBe(16);
    expect(told).toBe(1);
    head.detach();
    video.currentTime = 2;
    video.endSeek();
    expect(told).toBe(1);
  });
});
