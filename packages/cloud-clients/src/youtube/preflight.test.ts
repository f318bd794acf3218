import { postContentSchema } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { preflightYoutube } from './preflight-youtube.ts';

const clip = {
  path: '/clip.mp4',
  posterPath: null,
  bytes: 1_000_000,
  width: 1280,
  height: 720,
  durationSeconds: 8,
  fps: 24,
  makeup: null,
  objectKey: null,
};
const codes = (content: object, change: object = {}, publishAtMs: number | null = null) =>
  preflightYoutube(postContentSchema.parse({ title: 'Low tide', ...content }), { ...clip, ...change }, publishAtMs);
const failures = (content: object) => codes(content).filter(({ level }) => level === 'fail');

describe('what is looked at before a video goes to YouTube', () => {
  it.each([
    ['no title', { title: '  ' }, 'title_missing'],
    ['a title of 101 characters', { title: 'a'.repeat(101) }, 'title_too_long'],
    ['a title with brackets', { title: 'a < b' }, 'title_brackets'],
    ['a description of 5001 bytes', { text: 'ä'.repeat(2500) + 'a' }, 'text_too_long'],
    ['a description with brackets', { text: '<b>' }, 'text_brackets'],
    ['tags of 501 characters', { tags: ['a'.repeat(200), 'b'.repeat(200), 'c'.repeat(99)] }, 'tags_too_long'],
    ['quotes in a tag', { tags: ['say "hi"'] }, 'tags_signs'],
  ])('%s cannot be sent', (_name, content, code) => {
    expect(failures(content).map((line) => line.code)).toEqual([code]);
  });

  it.each([
    ['100 characters', { title: 'a'.repeat(100) }],
    ['5000 bytes', { text: 'ä'.repeat(2500) }],
    ['tags of 500', { tags: ['a'.repeat(200), 'b'.repeat(200), 'c'.repeat(98)] }],
  ])('%s fit', (_name, content) => {
    expect(failures(content)).toEqual([]);
  });

  it('counts the quotes around a tag with a space', () => {
    expect(failures({ tags: [`${'a'.repeat(100)} ${'a'.repeat(99)}`, 'b'.repeat(200), 'c'.repeat(97)] })).toHaveLength(
      1,
    );
  });

  it('notes what a channel may not do yet, and what becomes a Short', () => {
    const notes = (change: object) => codes({}, change).flatMap(({ level, code }) => (level === 'note' ? [code] : []));
    expect(notes({ durationSeconds: 16 * 60 })).toEqual(['over_15_minutes']);
    expect(notes({ width: 720, height: 1280 })).toEqual(['short']);
    expect(notes({ width: 720, height: 1280, durationSeconds: 181 })).toEqual([]);
    expect(notes({})).toEqual([]);
  });
});
