import { postContentSchema } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { testConnection, testPost, testPublication } from '../../../publishing/testing/test-posts.ts';
import {
  composeFrom,
  composeOf,
  contentFor,
  emptyCompose,
  isWritten,
  postRequests,
  readTags,
} from './compose-draft.ts';

const youtube = testConnection('youtube');
const instagram = testConnection('instagram');
const second = testConnection('youtube', { accountId: 'acc-2' });

describe('the post that is being written', () => {
  it('goes to the first account of each service until somebody chooses', () => {
    const requests = postRequests(emptyCompose, [youtube, second, instagram]);
    expect(requests.map(({ connectionId }) => connectionId)).toEqual([youtube.id, instagram.id]);
    const chosen = postRequests({ ...emptyCompose, connectionIds: [second.id] }, [youtube, second, instagram]);
    expect(chosen.map(({ connectionId }) => connectionId)).toEqual([second.id]);
  });

  it('tells each service only what it knows of', () => {
    const content = postContentSchema.parse({ title: 'Title', text: 'For all', fit: 'crop' });
    const draft = { ...emptyCompose, content, tags: 'sea, #lamp, sea,', ownText: { youtube: 'Mine', instagram: null } };
    expect(contentFor(draft, 'youtube')).toMatchObject({ text: 'Mine', tags: ['sea', 'lamp'], fit: 'as_is' });
    expect(contentFor(draft, 'instagram')).toMatchObject({ text: 'For all', title: '', tags: [], fit: 'crop' });
  });

  it('is found again after a reload, and empty where what was kept cannot be read', () => {
    const draft = { ...emptyCompose, tags: 'sea', ownText: { youtube: null, instagram: 'Mine' } };
    expect(composeFrom(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    expect(composeFrom({ content: { fit: 'stretch' }, when: 'soon', assetId: 3 })).toEqual(emptyCompose);
    expect(composeFrom(undefined)).toEqual(emptyCompose);
  });

  it('takes a draft up again, with the text of each service', () => {
    const content = postContentSchema.parse({ title: 'Title', text: 'Long', tags: ['sea', 'lamp'] });
    const reel = postContentSchema.parse({ text: 'Short', fit: 'pad' });
    const when = { kind: 'next_slot' } as const;
    const publication = testPublication(
      [testPost({ content, when }), testPost({ service: 'instagram', content: reel, when })],
      { draft: true },
    );
    const draft = composeOf(publication);
    expect(draft).toMatchObject({ publicationId: publication.id, when, tags: 'sea, lamp' });
    expect(contentFor(draft, 'youtube')).toMatchObject({ title: 'Title', text: 'Long', tags: ['sea', 'lamp'] });
    expect(contentFor(draft, 'instagram')).toMatchObject({ text: 'Short', fit: 'pad' });
  });

  it('sends what was sent before as a new post, now', () => {
    const sent = testPublication([testPost({ when: { kind: 'at', at: '2026-11-24T18:00:00.000Z' } })]);
    expect(composeOf(sent)).toMatchObject({ publicationId: null, when: { kind: 'now' } });
  });

  it('knows whether something was written', () => {
    expect(isWritten(emptyCompose)).toBe(false);
    expect(isWritten({ ...emptyCompose, ownText: { youtube: null, instagram: 'x' } })).toBe(true);
  });

  it('reads tags apart, each once', () => {
    expect(readTags(' light house ,sea,\n#sea ,')).toEqual(['light house', 'sea']);
  });
});
