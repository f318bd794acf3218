import { join } from 'node:path';
import type { Machine } from '@videoexpress/host';
import type { Gpu } from './find-gpu.ts';
import { pickPythonEnvironment, pickVariables } from './python-environment.ts';
import type { WorkerFolders } from './worker-folders.ts';
import type { WorkerSources } from './worker-sources.ts';
import type { WorkerWay } from './worker-way.ts';

/** And what a person sets for models, cards and the worker itself; and where its bugs are reported to. */
const passedToWorker =
  /^((VX_|HF_|HUGGINGFACE_|TRANSFORMERS_|DIFFUSERS_|TORCH|PYTORCH_|CUDA_|NVIDIA_|NCCL_|OMP_|MKL_)\w+|SENTRY_DSN)$/;

/** What the worker runs with: the words of RunPod's SDK, and nothing that the person set for other programs. */
export function workerEnvironment(parts: {
  readonly machine: Machine;
  readonly sources: WorkerSources;
  readonly folders: WorkerFolders;
  readonly way: WorkerWay;
  readonly name: string;
  readonly machineName: string;
  readonly gpu: Gpu | null;
  /** Whether the person's own PYTHONPATH counts: only where they brought the Python too. */
  readonly ownPython: boolean;
}): Record<string, string> {
  const { machine, sources, folders, way, gpu, name } = parts;
  const { env } = machine;
  const host = hostOf(way.baseUrl);
  const base = `${way.baseUrl}/v2/own-gpu`;
  const facts = [
    ['gpu', gpu?.name ?? ''],
    ['machine', parts.machineName],
    ['version', sources.version],
    ['schema', sources.schema],
    ['base', way.saysBase ? way.baseUrl : ''],
  ]
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  const direct = [env['no_proxy'] ?? env['NO_PROXY'] ?? '', new URL(way.baseUrl).hostname].filter(Boolean).join(',');
  const pythonPath = [sources.pythonPath, ...(parts.ownPython ? [env['PYTHONPATH'] ?? ''] : [])];
  return {
    // A RunPod key in ~/.runpod would be shown in place of the token: the SDK prefers it. What is fetched stays where it is.
    XDG_CACHE_HOME: join(machine.homeDir, '.cache'),
    ...pickPythonEnvironment(env),
    ...pickVariables(env, passedToWorker),
    HOME: folders.home,
    PYTHONPATH: pythonPath.filter((part) => part !== '').join(':'),
    PYTHONUNBUFFERED: '1',
    PYTHONUTF8: '1',
    // The sources lie where this user may not be able to write.
    PYTHONDONTWRITEBYTECODE: '1',
    HF_HUB_DISABLE_TELEMETRY: env['HF_HUB_DISABLE_TELEMETRY'] ?? '1',
    PYTORCH_CUDA_ALLOC_CONF: env['PYTORCH_CUDA_ALLOC_CONF'] ?? 'expandable_segments:True',
    // The numbers of cards as nvidia-smi has them, whose names are shown.
    CUDA_DEVICE_ORDER: env['CUDA_DEVICE_ORDER'] ?? 'PCI_BUS_ID',
    VX_CACHE_DIR: env['VX_CACHE_DIR'] ?? folders.cache,
    VX_WORK_DIR: env['VX_WORK_DIR'] ?? folders.work,
    VX_ALLOWED_HOSTS: [env['VX_ALLOWED_HOSTS'] ?? '', host].filter((part) => part !== '').join(','),
    NO_PROXY: direct,
    no_proxy: direct,
    RUNPOD_SKIP_AUTO_SYSTEM_CHECKS: 'true',
    RUNPOD_SKIP_GPU_CHECK: 'true',
    RUNPOD_AI_API_KEY: way.token,
    RUNPOD_POD_ID: name,
    RUNPOD_WEBHOOK_GET_JOB: `${base}/job-take/$ID?${facts}`,
    RUNPOD_WEBHOOK_POST_OUTPUT: `${base}/job-done/$RUNPOD_POD_ID/$ID?${facts}`,
    RUNPOD_WEBHOOK_POST_STREAM: `${base}/job-stream/$RUNPOD_POD_ID/$ID?${facts}`,
    RUNPOD_WEBHOOK_PING: `${base}/ping/$RUNPOD_POD_ID?${facts}`,
  };
}

/** `host:port`, the port always said. */
function hostOf(baseUrl: string): string {
  const url = new URL(baseUrl);
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return `${url.hostname}:${port}`;
}
