import type { ModelParameter } from '@videoexpress/job-schema';
import type { EngineSettings } from '@videoexpress/studio';
import { gpuPrices } from './gpu-prices.ts';

/** What a person set for RunPod, each within its bounds. */
export interface RunPodSettings {
  readonly endpoint: string;
  readonly jobsAtOnce: number;
  /** A kind of GPU of the price table, or `auto`: as RunPod says. */
  readonly gpu: string;
  readonly limitMinutes: number;
}

export const defaultRunPodSettings: RunPodSettings = { endpoint: '', jobsAtOnce: 3, gpu: 'auto', limitMinutes: 60 };

/** The settings as the page and the command line offer them. */
export const runPodSettingParameters: ModelParameter[] = [
  {
    type: 'text',
    name: 'endpoint',
    label: 'Endpoint',
    help: 'Its id or address, as https://api.runpod.ai/v2/abc123. RUNPOD_ENDPOINT of the environment wins.',
    maxCharacters: 300,
    default: defaultRunPodSettings.endpoint,
  },
  {
    type: 'number',
    name: 'jobs_at_once',
    label: 'Jobs at once',
    help: 'How many jobs are sent to RunPod at a time. Those that no worker takes wait there, for nothing.',
    min: 1,
    max: 200,
    step: 1,
    default: defaultRunPodSettings.jobsAtOnce,
  },
  {
    type: 'choice',
    name: 'gpu',
    label: 'GPU, for the price',
    help: 'What the endpoint runs on. It sets what jobs are expected to cost, nothing else.',
    choices: [{ value: 'auto', label: 'As RunPod says' }, ...gpuPrices.map(({ value, label }) => ({ value, label }))],
    default: defaultRunPodSettings.gpu,
  },
  {
    type: 'number',
    name: 'limit_minutes',
    label: 'Time limit, minutes',
    help: 'A render that takes longer is stopped by RunPod. What it came to until then is billed.',
    min: 5,
    max: 720,
    step: 1,
    default: defaultRunPodSettings.limitMinutes,
  },
];

/** Reads settings that are each within their bounds already; what is missing takes its default. */
export function readRunPodSettings(settings: EngineSettings): RunPodSettings {
  const { endpoint, jobs_at_once: jobsAtOnce, gpu, limit_minutes: limitMinutes } = settings;
  return {
    endpoint: typeof endpoint === 'string' ? endpoint : defaultRunPodSettings.endpoint,
    jobsAtOnce: typeof jobsAtOnce === 'number' ? jobsAtOnce : defaultRunPodSettings.jobsAtOnce,
    gpu: typeof gpu === 'string' ? gpu : defaultRunPodSettings.gpu,
    limitMinutes: typeof limitMinutes === 'number' ? limitMinutes : defaultRunPodSettings.limitMinutes,
  };
}
