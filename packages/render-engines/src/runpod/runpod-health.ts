import type { EngineTest, ServiceHealth } from '@videoexpress/job-schema';
import { dollars } from '../gpu-worker/cost-words.ts';
import { countWorkers, type EndpointSight } from './endpoint-watch.ts';
import type { AskFailure } from './runpod-client.ts';
import { noEndpointWords, type RunPodParts, setUpSteps } from './runpod-parts.ts';

const who = { id: 'runpod', label: 'RunPod' } as const;
const keyFix = 'Set the key anew in Settings, Keys.';
const inlineOnly =
  'Without object storage a clip of up to 8 MB comes back inside RunPod’s answer, and is lost if that is lost. ' +
  'A larger one is refused before anything is spent.';

/** How RunPod is: the key, the endpoint and its workers, in plain words. Costs nothing. */
export async function readRunPodHealth(parts: RunPodParts, signal: AbortSignal): Promise<ServiceHealth> {
  const { setup, deps, watch } = parts;
  const endpoint = setup.endpoint();
  const key = await deps.secrets.read('RUNPOD_API_KEY');
  if (!endpoint.ok && endpoint.error.code === 'invalid')
    return { ...who, status: 'down', latencyMs: null, detail: endpoint.error.detail, fix: setUpSteps };
  if (!endpoint.ok || key === null) {
    const missing = endpoint.ok ? 'RunPod has no API key set.' : noEndpointWords(endpoint.error);
    return { ...who, status: 'not_configured', latencyMs: null, detail: missing, fix: setUpSteps };
  }
  const began = deps.clock.monotonic();
  const looked = await watch.look(endpoint.value, signal);
  const latencyMs = Math.round(deps.clock.monotonic() - began);
  if (!looked.ok) return { ...who, status: 'down', latencyMs: null, ...failureWords(looked.error, endpoint.value.id) };
  const sight = watch.glance(endpoint.value) ?? { health: looked.value, facts: null, hasNoWorkers: false };
  const price = setup.pricePerSecond(sight.facts);
  const caution = (await deps.objects.current()) === null ? { caution: inlineOnly } : {};
  return { ...who, latencyMs, ...workerWords(sight, price), ...caution };
}

/** Tries what can be tried for nothing: the key, the endpoint, and the object storage where one is set up. */
export async function testRunPod(parts: RunPodParts, signal: AbortSignal): Promise<EngineTest> {
  const { clock, objects } = parts.deps;
  const began = clock.monotonic();
  const seconds = () => (clock.monotonic() - began) / 1000;
  const health = await readRunPodHealth(parts, signal);
  if (health.status === 'down' || health.status === 'not_configured')
    return { works: false, seconds: seconds(), detail: health.detail, fix: health.fix };
  const store = await objects.current();
  if (store === null) {
    return { works: true, seconds: seconds(), detail: `${health.detail} ${inlineOnly}`, fix: health.fix };
  }
  const stored = await objects.health(signal);
  if (stored.status === 'ok') return { works: true, seconds: seconds(), detail: health.detail, fix: health.fix };
  const detail = `${health.detail} The object storage: ${stored.detail}`;
  return { works: false, seconds: seconds(), detail, fix: stored.fix };
}

function failureWords({ code, detail }: AskFailure, endpointId: string): { detail: string; fix: string } {
  switch (code) {
    case 'unauthorized':
    case 'no_key':
      return { detail: 'RunPod says the key is wrong (401).', fix: keyFix };
    case 'not_found':
      return {
        detail: `There is no RunPod endpoint “${endpointId}”, or the key is of another account.`,
        fix: 'Set the right one in Settings, Engines, RunPod.',
      };
    case 'unreachable':
    case 'unreadable':
      return { detail: `RunPod could not be asked. ${detail}`, fix: 'Jobs go on by themselves once it answers.' };
  }
}

function workerWords(sight: EndpointSight, price: number | null): Pick<ServiceHealth, 'status' | 'detail' | 'fix'> {
  const { workers, jobs } = sight.health;
  const sentences = [workersSentence(sight)];
  if (jobs.inQueue > 0) sentences.push(`${count(jobs.inQueue, 'job')} in its queue.`);
  const warm = warmSentence(sight, price);
  if (warm !== null) sentences.push(warm);
  const detail = sentences.join(' ');
  if (sight.hasNoWorkers) {
    const fix = 'Raise its max workers in RunPod’s console. RunPod sets them to 0 after 7 idle days.';
    return { status: 'down', detail, fix };
  }
  const usable = workers.idle + workers.running + workers.initializing + workers.ready;
  if (usable === 0 && workers.throttled > 0) {
    const fix = 'RunPod has no free GPU of this kind just now. Wait, or add another kind of GPU to the endpoint.';
    return { status: 'degraded', detail, fix };
  }
  if (usable === 0 && workers.unhealthy > 0) {
    const fix = "Look at the workers' logs in RunPod’s console.";
    return { status: 'degraded', detail, fix };
  }
  return { status: 'ok', detail, fix: null };
}

function workersSentence(sight: EndpointSight): string {
  if (sight.hasNoWorkers) return 'The endpoint has 0 workers.';
  if (countWorkers(sight.health) === 0) return 'No worker is up. The first job wakes one.';
  const { idle, running, initializing, throttled, unhealthy } = sight.health.workers;
  const kinds = [
    [running, 'running'],
    [idle, 'idle'],
    [initializing, 'starting'],
    [throttled, 'throttled'],
    [unhealthy, 'unhealthy'],
  ] as const;
  const said = kinds.filter(([number]) => number > 0).map(([number, kind]) => `${number} ${kind}`);
  return said.length === 0 ? 'Workers are ready.' : `Workers: ${said.join(', ')}.`;
}

/** What keeping workers awake costs, where the price is known. */
function warmSentence({ facts }: EndpointSight, price: number | null): string | null {
  if (price === null) return null;
  const day = dollars(price * 86_400);
  if (facts === null || facts.minWorkers === 0) return `Keeping one warm would cost about ${day} a day.`;
  const all = dollars(price * 86_400 * facts.minWorkers);
  return `${count(facts.minWorkers, 'worker')} kept warm cost about ${all} a day.`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
