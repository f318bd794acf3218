import type { Clock } from '../clock.ts';
import type { EngineRegistry } from '../engines/engine-registry.ts';
import type { ClipFiles } from '../library/clip-files.ts';
import type { Library } from '../library/library.ts';
import type { MediaTools } from '../library/media-tools.ts';
import type { Log } from '../log.ts';
import type { ObjectStorage } from '../objects/object-store.ts';
import type { Background } from './background.ts';
import type { Holds } from './holds.ts';
import type { JobStore, Work } from './job-store.ts';
import type { Previews } from './previews.ts';
import type { Slots } from './slots.ts';
import type { UntilStored } from './until-stored.ts';

/** What every part of the queue's machinery works with. */
export interface JobsContext {
  readonly store: JobStore;
  readonly engines: EngineRegistry;
  readonly files: ClipFiles;
  readonly media: MediaTools;
  readonly objects: ObjectStorage;
  readonly fetchBack: Library['fetchBack'];
  readonly clock: Clock;
  readonly log: Log;
  readonly bootId: string;
  readonly appVersion: string;
  readonly holds: Holds;
  readonly slots: Slots;
  readonly previews: Previews;
  readonly untilStored: UntilStored;
  /** Aborted when the daemon stops. */
  readonly stop: AbortSignal;
  readonly wake: {
    /** Work may be there to give out. */
    queue(): void;
    /** An attempt may be there to close. */
    closer(): void;
    /** Objects may be there to take out of the object storage. */
    leftoverObjects(): void;
  };
  /** Gives an engine no more work until its key is right. */
  pauseForKey(engine: string): void;
  /** Follows a submitted or running job from now on. */
  watch(work: Work): void;
  /** Brings a finished render home. */
  collect(work: Work, cancelled: AbortSignal): Promise<void>;
  readonly background: Background;
}
