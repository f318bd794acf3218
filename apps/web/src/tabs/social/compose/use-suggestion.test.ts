import type { PostSuggestion } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { contentFor, emptyCompose } from './compose-draft.ts';
import { withSuggestions } from './use-suggestion.ts';

const youtube: PostSuggestion = { service: 'youtube', title: 'The lamp', text: 'Long', tags: ['sea'], hashtags: [] };
const instagram: PostSuggestion = { service: 'instagram', title: '', text: 'Short #sea', tags: [], hashtags: ['#sea'] };

describe('suggestions on the form', () => {
  it('give each service its own words', () => {
    const draft = withSuggestions(emptyCompose, [youtube, instagram]);
    expect(contentFor(draft, 'youtube')).toMatchObject({ title: 'The lamp', text: 'Long', tags: ['sea'] });
    expect(contentFor(draft, 'instagram').text).toBe('Short #sea');
  });

  it('leave title and tags where only Instagram was asked for', () => {
    const draft = withSuggestions({ ...emptyCompose, tags: 'mine' }, [instagram]);
    expect(draft).toMatchObject({ tags: 'mine', ownText: { instagram: null } });
    expect(draft.content.text).toBe('Short #sea');
  });
});
