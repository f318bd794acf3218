import { describe, expect, it } from 'vitest';
import { jobStates, jobTransitions } from '../../packages/job-schema/src/job-states.ts';
import { drawJobLifecycle } from './draw-job-lifecycle.ts';

describe('drawJobLifecycle', () => {
  const text = drawJobLifecycle();

  it('draws every edge of the table and no other', () => {
    const drawn = [...text.matchAll(/^ {4}(\w+) --> (\w+): (.+)$/gm)].flatMap(([, from, to, events]) =>
      (events ?? '').split(', ').map((event) => `${from} ${event} ${to}`),
    );
    const edges = jobStates.flatMap((from) =>
      Object.entries(jobTransitions[from]).map(([event, to]) => `${from} ${event} ${to}`),
    );
    expect(drawn.sort()).toEqual(edges.sort());
  });

  it('explains every state', () => {
    for (const state of jobStates) expect(text).toContain(`- **${state}**: `);
  });
});
