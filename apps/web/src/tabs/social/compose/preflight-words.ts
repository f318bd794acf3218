import type { Connection, PostTime, Preflight, PreflightLine } from '@videoexpress/job-schema';
import { publishingServices } from '@videoexpress/job-schema';
import { dayTimeWords } from '../../../publishing/post-words.ts';
import { type ComposeDraft, contentFor } from './compose-draft.ts';

/** `5 pass, 1 note`, and how many stop it. */
export function preflightCountWords(lines: readonly PreflightLine[]): string {
  const count = (level: PreflightLine['level']) => lines.filter((line) => line.level === level).length;
  const [pass, note, fail] = [count('pass'), count('note'), count('fail')];
  const words = [
    pass === 0 ? '' : `${pass} pass`,
    note === 0 ? '' : `${note} ${note === 1 ? 'note' : 'notes'}`,
    fail === 0 ? '' : `${fail} ${fail === 1 ? 'stop' : 'stops'}`,
  ];
  return words.filter((each) => each !== '').join(', ');
}

/** When the posts go out; null: at once, or not known. */
export function goesOutAt(when: PostTime, preflight: Preflight | undefined): string | null {
  if (when.kind === 'now') return null;
  if (when.kind === 'at') return when.at;
  return preflight?.posts.find(({ slotAt }) => slotAt !== null)?.slotAt ?? null;
}

/** What the button does: `Publish 2 posts`, `Schedule 1 post`; `Publish` alone while it goes nowhere. */
export function sendWords(count: number, when: PostTime): string {
  const deed = when.kind === 'now' ? 'Publish' : 'Schedule';
  return count === 0 ? deed : `${deed} ${count === 1 ? '1 post' : `${count} posts`}`;
}

/** Who puts scheduled posts out, so that a person knows whether this computer may sleep. Null: they go out now. */
export function whoPutsOut(when: PostTime, preflight: Preflight | undefined): string | null {
  if (when.kind === 'now' || preflight === undefined) return null;
  const by = (who: 'service' | 'this_computer') => preflight.posts.filter(({ scheduledBy }) => scheduledBy === who);
  const there = [...new Set(by('service').map(({ service }) => publishingServices[service]))];
  const here = [...new Set(by('this_computer').map(({ service }) => publishingServices[service]))];
  const mustBeOn = 'This computer must be on at that time; if it is not, it goes out late, with a note.';
  if (here.length === 0 && there.length === 0) return null;
  if (here.length === 0) return `${there.join(' and ')} puts it out itself: this computer may sleep.`;
  if (there.length === 0) return mustBeOn;
  return `${there.join(' and ')} puts it out itself. For ${here.join(' and ')}, this computer must be on at that time; if it is not, it goes out late, with a note.`;
}

/** The posts that anybody will be able to see, one line each; none: nothing becomes public. */
export function becomesPublic(draft: ComposeDraft, chosen: readonly Connection[]): readonly string[] {
  return chosen.flatMap(({ service, accountName }) => {
    const { visibility } = contentFor(draft, service);
    if (service === 'instagram') return [`A Reel of ${accountName}. Reels are always public.`];
    return visibility === 'public' ? [`A video of ${accountName} on YouTube.`] : [];
  });
}

/** The day and the time beside the words of the button; null: now. */
export function buttonTime(when: PostTime, preflight: Preflight | undefined, nowMs: number): string | null {
  const at = goesOutAt(when, preflight);
  return at === null ? null : dayTimeWords(at, nowMs);
}
