import type { Machine } from '@videoexpress/host';
import { runQuietly } from './run-quietly.ts';
import { pickPythonEnvironment } from './python-environment.ts';

/** A card as the system's own tool describes it. */
export interface Gpu {
  readonly name: string;
  /** In gigabytes of 2^30 bytes. */
  readonly memoryGb: number | null;
  /** The driver's version, as `580.95.05`. */
  readonly driver: string;
}

/** torch 2.13 from PyPI brings CUDA 13.0, which wants this driver or a newer one. */
export const leastDriver = 580;
const answerWithinMs = 15_000;
const query = ['--query-gpu=index,uuid,name,memory.total,driver_version', '--format=csv,noheader,nounits'];

/** The card that a worker renders on: the first one, or the first of `CUDA_VISIBLE_DEVICES`. Null: there is none. */
export async function findGpu({ env }: Pick<Machine, 'env'>): Promise<Gpu | null> {
  const ended = await runQuietly('nvidia-smi', query, { env: pickPythonEnvironment(env), timeoutMs: answerWithinMs });
  return ended.code === 0 ? readGpus(ended.stdout, env['CUDA_VISIBLE_DEVICES']) : null;
}

/** Reads what `nvidia-smi` lists. `visible`: numbers or the beginnings of ids, with commas, as CUDA reads them. */
export function readGpus(list: string, visible?: string): Gpu | null {
  const rows = list.split('\n').flatMap((line) => {
    const [index = '', uuid = '', name = '', memory = '', driver = ''] = line.split(',').map((part) => part.trim());
    return name === '' ? [] : [{ index, uuid, name, memory, driver }];
  });
  const wanted = visible?.split(',')[0]?.trim();
  const row = wanted === undefined ? rows[0] : rows.find(({ index, uuid }) => isNamed(wanted, index, uuid));
  if (row === undefined) return null;
  const mebibytes = Number(row.memory);
  return {
    name: row.name,
    memoryGb: Number.isFinite(mebibytes) && mebibytes > 0 ? mebibytes / 1024 : null,
    driver: row.driver,
  };
}

function isNamed(wanted: string, index: string, uuid: string): boolean {
  return wanted === index || (wanted.startsWith('GPU-') && uuid.startsWith(wanted));
}
