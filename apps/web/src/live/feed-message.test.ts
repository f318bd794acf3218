import { describe, expect, it } from 'vitest';
import { readFeedMessage } from './feed-message.ts';

const event = { id: 3, topic: 'job', payload: { id: 'job_1', deleted: true } };

describe('readFeedMessage', () => {
  it.each([
    { kind: 'event', previous: null, event },
    { kind: 'hello', from: 'tab', after: 3 },
    { kind: 'welcome', to: 'tab', events: [event], cursor: 3, isOpen: true },
    { kind: 'behind', to: 'tab' },
    { kind: 'reset' },
  ])('reads %o', (message) => {
    expect(readFeedMessage(structuredClone(message))).toEqual(message);
  });

  it.each([null, 'hello', {}, { kind: 'news' }, { kind: 'hello' }, { kind: 'event', event: { id: 3 } }])(
    'gives null for %o',
    (message) => {
      expect(readFeedMessage(message)).toBeNull();
    },
  );

  it('takes an answer with an event that cannot be read for one that misses something', () => {
    const message = { kind: 'welcome', to: 'tab', events: [event, { id: 4 }], cursor: 4, isOpen: true };
    expect(readFeedMessage(message)).toEqual({ kind: 'behind', to: 'tab' });
  });
});
