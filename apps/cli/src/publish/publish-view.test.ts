import { newConnectionId, newPostId, type Post, postContentSchema } from '@videoexpress/job-schema';
import { systemClock } from '@videoexpress/host';
import { expect, it } from 'vitest';
import type { Terminal } from '../printer/terminal.ts';
import { createPublishView } from './publish-view.ts';

it('writes a line for each step where nothing can be drawn over, and none twice', () => {
  let written = '';
  const terminal: Terminal = {
    writeOut: () => undefined,
    writeErr: (text) => (written += text),
    outColor: false,
    errColor: false,
    errRedraws: false,
    interactive: false,
    columns: () => 80,
    readSecret: async () => ({ kind: 'ended' }),
    readLine: () => ({ line: Promise.resolve(null), cancel: () => undefined }),
  };
  const post: Post = {
    id: newPostId(),
    connectionId: newConnectionId(),
    service: 'youtube',
    accountName: 'Low Tide Films',
    content: postContentSchema.parse({}),
    when: { kind: 'now' },
    state: 'queued',
    fraction: null,
    jobId: null,
    scheduledAt: null,
    scheduledBy: null,
    remoteId: null,
    url: null,
    visibility: null,
    note: null,
    error: null,
    publishedAt: null,
  };
  const view = createPublishView(terminal, systemClock);
  for (const [state, fraction] of [
    ['uploading', 0.3],
    ['uploading', 0.31],
    ['uploading', 0.7],
    ['processing', null],
    ['processing', 1],
    ['live', 1],
  ] as const) {
    view.show([{ ...post, state, fraction }]);
  }
  view.close();
  expect(written.split('\n').map((line) => line.replace('YouTube, Low Tide Films: ', ''))).toEqual([
    'uploading 30%',
    'uploading 70%',
    'processing there',
    '',
  ]);
});
