import { newConnectionId, type Preflight, type PublishingService } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { testConnection } from '../../../publishing/testing/test-posts.ts';
import { emptyCompose } from './compose-draft.ts';
import { becomesPublic, goesOutAt, preflightCountWords, sendWords, whoPutsOut } from './preflight-words.ts';

const at = '2026-11-24T18:00:00.000Z';

function preflight(...by: (readonly [PublishingService, 'service' | 'this_computer'])[]): Preflight {
  return {
    posts: by.map(([service, scheduledBy]) => ({
      connectionId: newConnectionId(),
      service,
      lines: [],
      quota: null,
      slotAt: at,
      scheduledBy,
    })),
  };
}

describe('words before a post goes out', () => {
  it('count what was looked at', () => {
    const line = (level: 'pass' | 'note' | 'fail') => ({ level, code: 'x', text: 'x', field: null, fit: null });
    expect(preflightCountWords([line('pass'), line('pass'), line('note')])).toBe('2 pass, 1 note');
    expect(preflightCountWords([line('fail'), line('note'), line('note')])).toBe('2 notes, 1 stop');
  });

  it('say what the button does, and when', () => {
    expect(sendWords(2, { kind: 'now' })).toBe('Publish 2 posts');
    expect(sendWords(1, { kind: 'next_slot' })).toBe('Schedule 1 post');
    expect(sendWords(0, { kind: 'now' })).toBe('Publish');
    expect(goesOutAt({ kind: 'next_slot' }, preflight(['instagram', 'this_computer']))).toBe(at);
    expect(goesOutAt({ kind: 'now' }, preflight(['instagram', 'this_computer']))).toBe(null);
  });

  it('say who puts it out', () => {
    const when = { kind: 'at', at } as const;
    expect(whoPutsOut({ kind: 'now' }, preflight(['youtube', 'service']))).toBe(null);
    expect(whoPutsOut(when, preflight(['youtube', 'service']))).toContain('may sleep');
    expect(whoPutsOut(when, preflight(['instagram', 'this_computer']))).toMatch(/^This computer must be on/);
    const both = whoPutsOut(when, preflight(['youtube', 'service'], ['instagram', 'this_computer']));
    expect(both).toMatch(/^YouTube puts it out itself. For Instagram, this computer must be on/);
  });

  it('say what anybody will be able to see', () => {
    const chosen = [testConnection('youtube'), testConnection('instagram')];
    expect(becomesPublic(emptyCompose, chosen)).toEqual(['A Reel of Low Tide Films. Reels are always public.']);
    const open = { ...emptyCompose, content: { ...emptyCompose.content, visibility: 'public' as const } };
    expect(becomesPublic(open, chosen)).toHaveLength(2);
  });
});
