/** A kind of GPU that RunPod rents out, with its flex price for serverless workers. */
export interface GpuPrice {
  readonly value: string;
  readonly label: string;
  /** US dollars. */
  readonly perSecond: number;
}

/** RunPod's price table of August 2026. */
export const gpuPrices: readonly GpuPrice[] = [
  { value: '16gb', label: '16 GB (A4000, A4500, RTX 4000)', perSecond: 0.00016 },
  { value: '24gb', label: '24 GB (L4, A5000, RTX 3090)', perSecond: 0.00019 },
  { value: 'rtx4090', label: '24 GB (RTX 4090)', perSecond: 0.00031 },
  { value: '48gb', label: '48 GB (A6000, A40)', perSecond: 0.00034 },
  { value: 'l40s', label: '48 GB (L40S)', perSecond: 0.00053 },
  { value: 'a100', label: '80 GB (A100)', perSecond: 0.00076 },
  { value: 'rtx6000', label: '96 GB (RTX 6000)', perSecond: 0.00111 },
  { value: 'h100', label: '80 GB (H100)', perSecond: 0.00116 },
  { value: 'h200', label: '141 GB (H200)', perSecond: 0.00155 },
  { value: 'b200', label: '180 GB (B200)', perSecond: 0.0024 },
];

/** US dollars a second of a GPU that a person chose; null where there is none of that name. */
export function listPrice(value: string): number | null {
  return gpuPrices.find((gpu) => gpu.value === value)?.perSecond ?? null;
}
