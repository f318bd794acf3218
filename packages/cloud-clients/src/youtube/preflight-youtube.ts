import { type PostContent, type PreflightLine, tooLong } from '@videoexpress/job-schema';
import type { PostClip } from '@videoexpress/studio';

const minuteSeconds = 60;
const shortSeconds = 3 * minuteSeconds;
const unverifiedSeconds = 15 * minuteSeconds;
const mostSeconds = 12 * 60 * minuteSeconds;
const mostBytes = 256 * 1024 ** 3;

/** What stands for and against a video on YouTube, before anything is sent. */
export function preflightYoutube(
  content: PostContent,
  clip: PostClip,
  publishAtMs: number | null,
): readonly PreflightLine[] {
  const words = wordLines(content);
  const lines = [...words, ...clipLines(clip)];
  if (words.length === 0) lines.unshift(line('pass', 'text_fits', 'Title, description and tags fit.', null));
  if (content.madeForKids)
    lines.push(line('note', 'made_for_kids', 'Made for kids: no comments, and no notifications of it.', 'madeForKids'));
  if (!content.madeWithAi) {
    const text = 'It will not be declared as made with AI. YouTube asks for that where it could be taken for real.';
    lines.push(line('note', 'not_declared', text, 'madeWithAi'));
  }
  if (publishAtMs !== null) {
    const text = 'It lies there as private until its time, and is public from then on.';
    lines.push(line('pass', 'private_until', text, 'visibility'));
  }
  return lines;
}

const named = { title: 'The title', description: 'The description', tags: 'The tags' } as const;

function wordLines(content: PostContent): PreflightLine[] {
  const lines: PreflightLine[] = [];
  if (content.title.trim() === '') lines.push(line('fail', 'title_missing', 'YouTube needs a title.', 'title'));
  for (const { field, what, used, most, unit } of tooLong('youtube', content)) {
    const name = what in named ? named[what as keyof typeof named] : 'It';
    lines.push(line('fail', `${field}_too_long`, `${name} may have ${most} ${unit}; this has ${used}.`, field));
  }
  for (const field of ['title', 'text'] as const) {
    const name = field === 'title' ? 'The title' : 'The description';
    if (/[<>]/.test(content[field]))
      lines.push(line('fail', `${field}_brackets`, `${name} may have no < and >.`, field));
  }
  if (content.tags.some((tag) => /[<>,"]/.test(tag)))
    lines.push(line('fail', 'tags_signs', 'Tags may have no < > , and ".', 'tags'));
  return lines;
}

function clipLines({ bytes, durationSeconds, width, height }: PostClip): PreflightLine[] {
  const lines: PreflightLine[] = [];
  if (bytes > mostBytes) lines.push(line('fail', 'too_large', 'YouTube takes no more than 256 GB.', null));
  if (durationSeconds > mostSeconds) lines.push(line('fail', 'too_long', 'YouTube takes no more than 12 hours.', null));
  else if (durationSeconds > unverifiedSeconds) {
    const text = 'More than 15 minutes: only for channels whose phone number is confirmed (youtube.com/verify).';
    lines.push(line('note', 'over_15_minutes', text, null));
  } else lines.push(line('pass', 'length_fits', 'Its length fits every channel.', null));
  if (durationSeconds <= shortSeconds && height >= width && width > 0) {
    const text = 'YouTube will show it as a Short: it is upright or square, and no longer than 3 minutes.';
    lines.push(line('note', 'short', text, null));
  }
  return lines;
}

function line(level: PreflightLine['level'], code: string, text: string, field: string | null): PreflightLine {
  return { level, code, text, field, fit: null };
}
