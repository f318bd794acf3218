import type { Clock, PublishTask } from '@videoexpress/studio';
import type { YoutubeApi } from './youtube-api.ts';

/** What an upload is made with. */
export interface UploadParts {
  readonly api: YoutubeApi;
  readonly task: PublishTask;
  readonly clock: Clock;
  /** An IANA name, for times that a person reads. */
  readonly timeZone: () => string;
}
