/** What the management API knows of the endpoint. Settable, since an engine reads prices and worker limits from it. */
export interface EndpointFacts {
  id: string;
  name: string;
  image: string;
  /** GPU pools that its workers come from, best first. */
  gpuPools: string[];
  /** GPUs of one worker. */
  gpuCount: number;
  gpuTypeId: string;
  workers: { min: number; max: number; idleTimeout: number };
  /** Milliseconds. */
  timeoutMs: number;
}

export function defaultEndpointFacts(id: string): EndpointFacts {
  return {
    id,
    name: 'videoexpress-worker',
    image: 'example/videoexpress-worker:0.1.0',
    gpuPools: ['ADA_24'],
    gpuCount: 1,
    gpuTypeId: 'NVIDIA GeForce RTX 4090',
    workers: { min: 0, max: 3, idleTimeout: 5 },
    timeoutMs: 600_000,
  };
}

interface CatalogGpu {
  readonly id: string;
  readonly name: string;
  readonly pool: string | null;
  readonly memory: number;
  /** US dollars an hour, list price. */
  readonly serverless: number;
}

/** The flex prices of the contract, an hour. */
export const catalogGpus: readonly CatalogGpu[] = [
  { id: 'NVIDIA RTX A4000', name: 'RTX A4000', pool: 'AMPERE_16', memory: 16, serverless: 0.576 },
  { id: 'NVIDIA L4', name: 'L4', pool: 'AMPERE_24', memory: 24, serverless: 0.684 },
  { id: 'NVIDIA GeForce RTX 4090', name: 'RTX 4090', pool: 'ADA_24', memory: 24, serverless: 1.116 },
  { id: 'NVIDIA A40', name: 'A40', pool: 'AMPERE_48', memory: 48, serverless: 1.224 },
  { id: 'NVIDIA L40S', name: 'L40S', pool: 'ADA_48_PRO', memory: 48, serverless: 1.908 },
  { id: 'NVIDIA A100 80GB PCIe', name: 'A100 PCIe', pool: 'AMPERE_80', memory: 80, serverless: 2.736 },
  { id: 'NVIDIA H100 80GB HBM3', name: 'H100 SXM', pool: 'ADA_80_PRO', memory: 80, serverless: 4.176 },
  { id: 'NVIDIA H200', name: 'H200 SXM', pool: 'HOPPER_141', memory: 141, serverless: 5.58 },
  { id: 'NVIDIA B200', name: 'B200', pool: null, memory: 180, serverless: 8.64 },
];
