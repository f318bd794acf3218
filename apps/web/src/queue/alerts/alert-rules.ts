import { isEndState, type Job, type JobId, type Settings } from '@videoexpress/job-schema';
import { publishingLabel, shortTitle } from '../../words/job-words.ts';

/** A job came to its end, and a person who looks elsewhere may want to know. */
export interface JobAlert {
  readonly jobId: JobId;
  readonly kind: 'done' | 'failed';
  /** What happened, and below it to which job or why. */
  readonly title: string;
  readonly body: string;
}

/** What to tell when a job changes from `before` to `now`; null for nothing. What was cancelled, a person cancelled. */
export function alertFor(before: Job | undefined, now: Job): JobAlert | null {
  if (before === undefined || isEndState(before.state)) return null;
  const title = shortTitle(now);
  const service = publishingLabel(now);
  if (now.state === 'succeeded') {
    const done = service === null ? 'The clip is done' : `The post is at ${service}`;
    return { jobId: now.id, kind: 'done', title: done, body: title };
  }
  if (now.state !== 'failed') return null;
  const failed = service === null ? 'A clip failed' : `${service}: not posted`;
  const reason = now.error?.userMessage ?? '';
  return { jobId: now.id, kind: 'failed', title: failed, body: `${title}. ${reason}`.trim() };
}

/** Which of several alerts of one moment is heard: a failure, if there is one. Two tones at once are noise. */
export function alertToHear(alerts: readonly JobAlert[]): JobAlert['kind'] | null {
  if (alerts.length === 0) return null;
  return alerts.some(({ kind }) => kind === 'failed') ? 'failed' : 'done';
}

/** What is so at the moment of an alert, in this window and in the others of this browser. */
export interface AlertMoment {
  readonly wanted: Settings['notifications'];
  /** This window is the one that sounds; of all windows one is. */
  readonly sounds: boolean;
  /** This window is the one that notifies. */
  readonly notifies: boolean;
  /** The browser may show notifications of the studio. */
  readonly isAllowed: boolean;
  /** Some window of the studio is in sight and has the focus. */
  readonly isLookedAt: boolean;
}

/** Whether this window makes a sound, and whether it shows a notification. */
export function alertWays(moment: AlertMoment): { readonly sound: boolean; readonly desktop: boolean } {
  const { wanted, sounds, notifies, isAllowed, isLookedAt } = moment;
  return { sound: wanted.sound && sounds, desktop: wanted.desktop && notifies && isAllowed && !isLookedAt };
}
