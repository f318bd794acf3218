import { plainText } from '@videoexpress/host';
import { type Post, publishingServices } from '@videoexpress/job-schema';
import type { Paint, Tone } from '../printer/style.ts';

const words: Readonly<Record<Post['state'], string>> = {
  draft: 'draft',
  queued: 'queued',
  uploading: 'uploading',
  processing: 'processing there',
  scheduled: 'scheduled',
  live: 'live',
  rejected: 'rejected',
  needs_attention: 'needs attention',
  cancelled: 'cancelled',
};

const tones: Readonly<Partial<Record<Post['state'], Tone>>> = {
  live: 'good',
  rejected: 'bad',
  needs_attention: 'caution',
  cancelled: 'dim',
  uploading: 'accent',
  processing: 'accent',
};

/** `YouTube, Low Tide Films` */
export function accountText({ service, accountName }: Pick<Post, 'service' | 'accountName'>): string {
  return `${publishingServices[service]}, ${plainText(accountName)}`;
}

/** A post's state as words, with what is measured of an upload: `uploading 64%`. */
export function postStateText({ state, fraction }: Pick<Post, 'state' | 'fraction'>): string {
  const percent = state === 'uploading' && fraction !== null ? ` ${percentOf(fraction)}%` : '';
  return `${words[state]}${percent}`;
}

/** Full only when it is. */
export function percentOf(fraction: number): number {
  return fraction >= 1 ? 100 : Math.min(99, Math.floor(fraction * 100));
}

/** The same in its colour. */
export function paintedState(post: Pick<Post, 'state' | 'fraction'>, paint: Paint): string {
  return paint(tones[post.state] ?? 'strong', postStateText(post));
}

/** A moment as this machine's clock on the wall shows it: `2026-12-01 18:00`. */
export function localTime(at: string): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What there is to say of a post beside its state: where it is, when it goes out, what went wrong, what to know. */
export function postLines(post: Post): readonly string[] {
  const { url, scheduledAt, scheduledBy, state, error, note, visibility } = post;
  const time = scheduledAt === null ? null : localTime(scheduledAt);
  return [
    ...(url === null ? [] : [plainText(url)]),
    ...(state === 'live' && visibility !== null && visibility !== 'public' ? [`It is ${visibility} there.`] : []),
    ...(state !== 'scheduled' || time === null
      ? []
      : [
          scheduledBy === 'service'
            ? `Goes out ${time}, by the service itself: this computer may sleep.`
            : `Goes out ${time}. This computer must be on then.`,
        ]),
    ...(error === null ? [] : [plainText(error.userMessage)]),
    ...(note === null ? [] : [plainText(note)]),
  ];
}
