import { describe, expect, it } from 'vitest';
import { testConnection, testPost, testPublication } from './testing/test-posts.ts';
import {
  accountTrouble,
  dayTimeWords,
  isUnderWay,
  ownTimeWords,
  postMoment,
  postStateWords,
  publicationMomentWords,
  titleOf,
} from './post-words.ts';

const nowMs = new Date(2026, 10, 24, 12, 0).getTime();
const local = (day: number, hour: number) => new Date(2026, 10, day, hour, 0).toISOString();

describe('words of a post', () => {
  it('says the state as it is measured', () => {
    expect(postStateWords(testPost({ state: 'uploading', fraction: 0.647 }))).toBe('Uploading 64 %');
    expect(postStateWords(testPost({ state: 'uploading' }))).toBe('Uploading');
    expect(postStateWords(testPost({ state: 'processing', service: 'instagram' }))).toBe('Processing at Instagram');
    expect(postStateWords(testPost({ state: 'scheduled', scheduledBy: 'service' }))).toBe('Scheduled at YouTube');
    expect(postStateWords(testPost({ state: 'live', visibility: 'private' }))).toBe('Published, private');
    expect(postStateWords(testPost({ state: 'live', visibility: 'public' }))).toBe('Published');
  });

  it('says days near by their name, and others by date', () => {
    expect(dayTimeWords(local(24, 18), nowMs)).toBe('Today, 18:00');
    expect(dayTimeWords(local(23, 9), nowMs)).toBe('Yesterday, 09:00');
    expect(dayTimeWords(local(25, 9), nowMs)).toBe('Tomorrow, 09:00');
    expect(dayTimeWords(local(28, 18), nowMs)).toBe('Sat 28 Nov, 18:00');
    expect(dayTimeWords(new Date(2027, 0, 5, 8, 30).toISOString(), nowMs)).toBe('Tue 5 Jan 2027, 08:30');
  });

  it('knows what can still be cancelled, and when a post goes out', () => {
    expect(isUnderWay('processing')).toBe(true);
    expect(isUnderWay('live')).toBe(false);
    const created = local(20, 8);
    expect(postMoment(testPost({ scheduledAt: local(28, 18) }), created)).toBe(local(28, 18));
    expect(postMoment(testPost(), created)).toBe(created);
  });

  it('does not say now of what waits for its service', () => {
    const error = {
      code: 'quota_exceeded',
      detail: 'HTTP 403',
      userMessage: 'It goes on tomorrow.',
      action: 'wait',
    } as const;
    const waits = testPost({ error });
    const moment = (...posts: Parameters<typeof testPublication>[0]) =>
      publicationMomentWords(testPublication(posts, { createdAt: local(23, 9) }), nowMs);
    expect(moment(waits)).toBe('Waiting');
    expect(moment(waits, testPost({ state: 'uploading' }))).toBe('Now');
    expect(moment(testPost())).toBe('Now');
    expect(moment(testPost({ state: 'needs_attention', error }))).toBe('Yesterday, 09:00');
  });

  it('names a publication by its title where that is not the name of the clip', () => {
    expect(titleOf(testPublication([testPost()]))).toBe('The keeper');
    expect(titleOf(testPublication([testPost()], { clipName: 'The keeper' }))).toBeNull();
    expect(titleOf(testPublication([]))).toBeNull();
  });

  it('says of a post whose account is gone that it cannot be sent, but not of one that its service has', () => {
    const account = testConnection('youtube');
    const waits = testPost({ state: 'scheduled', scheduledBy: 'this_computer', connectionId: account.id });
    expect(accountTrouble(waits, [account])).toBeNull();
    expect(accountTrouble(waits, [])).toBe('gone');
    expect(accountTrouble(waits, [{ ...account, state: 'needs_login' }])).toBe('needs_login');
    expect(accountTrouble({ ...waits, scheduledBy: 'service' }, [])).toBeNull();
    expect(accountTrouble({ ...waits, state: 'live' }, [])).toBeNull();
  });

  it('says the time of each post where they differ', () => {
    const [one, other] = [18, 20].map((hour) => testPost({ state: 'scheduled', scheduledAt: local(25, hour) }));
    if (one === undefined || other === undefined) throw new Error('Two posts');
    expect(ownTimeWords(one, testPublication([one, other]), nowMs)).toBe('Tomorrow, 18:00');
    expect(ownTimeWords(one, testPublication([one]), nowMs)).toBeNull();
  });
});
