/** What a clip is made of, as far as a service cares: read from the file, not from what anyone said of it. */
export interface ClipMakeup {
  readonly container: 'mp4' | 'mov' | 'webm' | 'mkv';
  readonly bytes: number;
  /** The index stands before the pictures (faststart); null: such a container has no one place for it. */
  readonly indexFirst: boolean | null;
  /** MP4 and MOV only: parts of the tracks are shifted or left out by an edit list. */
  readonly hasEditList: boolean;
  readonly video: {
    /** `avc`, `hevc`, `vp8`, `vp9`, `av1` or `prores`; null: none that is known. */
    readonly codec: string | null;
    /** Pixels, as shown. */
    readonly width: number;
    readonly height: number;
    readonly durationSeconds: number;
    /** Frames a second; the usual rate where it varies. */
    readonly fps: number;
    /** 8 bits and a quarter of the colour resolution (4:2:0), as nearly every clip has; null: not known. */
    readonly isPlain420: boolean | null;
    /** On the mean. */
    readonly bitsPerSecond: number;
  };
  readonly audio: {
    /** `aac`, `opus`, `mp3`…; null: none that is known. */
    readonly codec: string | null;
    readonly sampleRateHz: number;
    readonly channels: number;
    /** On the mean. */
    readonly bitsPerSecond: number;
  } | null;
}
