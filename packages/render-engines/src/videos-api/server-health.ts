import type { EngineTest, Result, ServiceHealth } from '@videoexpress/job-schema';
import type { Clock } from '@videoexpress/studio';
import { describeServedModels } from './served-models.ts';
import type { AddressProblem } from './server-address.ts';
import type { VideosServer } from './videos-server.ts';

/** The base of the server that is set; null where none is. */
export type SetServer = Result<string, AddressProblem> | null;

type Finding = Omit<ServiceHealth, 'id' | 'label'>;

/** Looks at the server, and so also learns what it serves. */
export async function checkServer(
  server: VideosServer,
  base: SetServer,
  clock: Clock,
  signal: AbortSignal,
): Promise<Finding> {
  if (base === null) {
    const fix = 'Set its address under Settings, or as VIDEOS_API_URL.';
    return { status: 'not_configured', latencyMs: null, detail: 'No server is set.', fix };
  }
  if (!base.ok) return { status: 'down', latencyMs: null, ...base.error };
  const beganMs = clock.monotonic();
  const looked = await server.look(base.value, signal);
  const latencyMs = clock.monotonic() - beganMs;
  if (!looked.ok) {
    const { code, detail, fix } = looked.error;
    return { status: code === 'starting' ? 'degraded' : 'down', latencyMs: null, detail, fix };
  }
  const ids = looked.value.map((model) => model.id);
  const makesClips = describeServedModels(looked.value, null).some(({ id }) => ids.includes(id));
  if (makesClips) return { status: 'ok', latencyMs, detail: `Serves ${ids.join(', ')}.`, fix: null };
  const others = `It serves ${ids.join(', ')}, which makes no clip of a prompt or a picture.`;
  const detail = ids.length === 0 ? 'It names no model.' : others;
  return { status: 'degraded', latencyMs, detail, fix: 'Start it with a video model.' };
}

/** Proves that videos can be asked for, and renders none: that would cost what a clip costs. */
export async function tryServer(
  server: VideosServer,
  base: SetServer,
  clock: Clock,
  signal: AbortSignal,
): Promise<EngineTest> {
  const beganMs = clock.monotonic();
  const seconds = () => (clock.monotonic() - beganMs) / 1000;
  const { status, detail, fix } = await checkServer(server, base, clock, signal);
  if (status !== 'ok' || base?.ok !== true) return { works: false, seconds: seconds(), detail, fix };
  const problem = await server.listProblem(base.value, signal);
  if (problem === null)
    return { works: true, seconds: seconds(), detail: `${detail} Nothing was rendered.`, fix: null };
  const wayOut = 'Start it with a video model, and see that /v1/videos lies below its address.';
  return { works: false, seconds: seconds(), detail: `It does not list videos. ${problem}`, fix: wayOut };
}
