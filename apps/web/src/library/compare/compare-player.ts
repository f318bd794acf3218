import { type CompareClock, type ComparedClip, compareClock, driftCure, placeIn, stepped } from './compare-clock.ts';

export interface CompareState {
  readonly isPlaying: boolean;
  /** Of the shared time. */
  readonly seconds: number;
}

/** Two clips driven as one. */
export interface ComparePlayer {
  readonly clock: CompareClock;
  readonly get: () => CompareState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly toggle: () => void;
  readonly goTo: (seconds: number) => void;
  readonly step: (frames: number) => void;
  readonly setRate: (rate: number) => void;
  readonly setLoop: (isLooping: boolean) => void;
  /** Lets go of both. */
  readonly stop: () => void;
}

interface Driven {
  readonly video: HTMLVideoElement;
  readonly clip: ComparedClip;
}

/**
 * Drives two clips by one time. The longer leads: its own clock is the shared one. While they run, the other is brought
 * back to it before it is a frame away; standing still, both are put on the frame of that moment.
 */
export function createComparePlayer(one: Driven, other: Driven): ComparePlayer {
  const clock = compareClock(one.clip, other.clip);
  const [leader, follower] =
    one.clip.durationSeconds >= other.clip.durationSeconds ? ([one, other] as const) : ([other, one] as const);
  const listeners = new Set<() => void>();
  let state: CompareState = { isPlaying: false, seconds: 0 };
  let rate = 1;
  let isLooping = true;
  let frame: number | null = null;

  function set(change: Partial<CompareState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function put(driven: Driven, seconds: number): void {
    const place = placeIn(driven.clip, seconds);
    if (Math.abs(driven.video.currentTime - place) > 1e-3) driven.video.currentTime = place;
  }

  function run(video: HTMLVideoElement): void {
    video.playbackRate = rate;
    // Refused where the browser wants a press first; the press on Play is one.
    void video.play().catch(() => undefined);
  }

  function keepTogether(): void {
    const { video, clip } = follower;
    const now = leader.video.currentTime;
    if (now >= clip.durationSeconds) {
      if (!video.paused) video.pause();
      put(follower, now);
      return;
    }
    if (video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    if (video.paused) run(video);
    const cure = driftCure(video.currentTime - now, 1 / clip.fps, rate);
    if (cure.kind === 'seek') video.currentTime = now;
    video.playbackRate = cure.kind === 'rate' ? cure.rate : rate;
  }

  function tick(): void {
    frame = requestAnimationFrame(tick);
    if (leader.video.ended) return atEnd();
    keepTogether();
    set({ seconds: leader.video.currentTime });
  }

  function halt(): void {
    if (frame !== null) cancelAnimationFrame(frame);
    frame = null;
    leader.video.pause();
    follower.video.pause();
  }

  function atEnd(): void {
    if (!isLooping) {
      halt();
      return set({ isPlaying: false, seconds: clock.seconds });
    }
    leader.video.currentTime = 0;
    follower.video.currentTime = 0;
    run(leader.video);
    run(follower.video);
  }

  function goTo(seconds: number): void {
    const to = Math.min(Math.max(0, seconds), clock.seconds);
    put(leader, to);
    put(follower, to);
    set({ seconds: to });
  }

  function pause(): void {
    if (!state.isPlaying) return;
    halt();
    set({ isPlaying: false });
    goTo(leader.video.currentTime);
  }

  function play(): void {
    if (state.isPlaying) return;
    if (state.seconds >= clock.seconds - 0.5 / clock.fps) goTo(0);
    set({ isPlaying: true });
    run(leader.video);
    run(follower.video);
    frame ??= requestAnimationFrame(tick);
  }

  return {
    clock,
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    play,
    pause,
    toggle: () => (state.isPlaying ? pause() : play()),
    goTo,
    step: (frames) => {
      pause();
      goTo(stepped(clock, state.seconds, frames));
    },
    setRate: (next) => {
      rate = next;
      leader.video.playbackRate = rate;
      follower.video.playbackRate = rate;
    },
    setLoop: (next) => {
      isLooping = next;
    },
    stop: halt,
  };
}
