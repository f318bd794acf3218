import { expect, it } from 'vitest';
import { runPodRoom } from '../testing/runpod-room.ts';

const room = runPodRoom({ endpoint: 'https://no-such-host.invalid/v2/abc123' });

it('a name that cannot be looked up was surely not reached', async () => {
  const answer = await room().engine.submit(room().request(), room().signal);
  expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  expect(answer.ok ? '' : answer.error.detail).toMatch(/name of the service/);
});
