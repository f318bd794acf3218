import type { JobKindId, LoraBase } from '@videoexpress/job-schema';
import type { WorkerRuntime } from '@videoexpress/job-schema/worker';

export type PresetName = WorkerRuntime['preset'];

/** What a preset sets; null: the model has no such number. */
export interface PresetNumbers {
  readonly num_inference_steps: number;
  readonly guidance_scale: number;
  readonly guidance_scale_2: number | null;
  readonly flow_shift: number | null;
}

/**
 * A model as the GPU worker has it. The worker's own registry (`runpod-worker/src/vx_worker/models.json`) is the source of
 * these numbers; a test holds the two together.
 */
export interface GpuModel {
  readonly id: string;
  readonly label: string;
  readonly kinds: readonly JobKindId[];
  readonly size: {
    readonly multipleOf: number;
    readonly min: number;
    readonly max: number;
    readonly maxPixels: number;
    /** The first is the default. */
    readonly presets: readonly (readonly [width: number, height: number])[];
    /** It makes no other size than those. */
    readonly presetsOnly: boolean;
  };
  /** Frames are `base + n * step`. */
  readonly frames: {
    readonly base: number;
    readonly step: number;
    readonly min: number;
    readonly max: number;
    readonly default: number;
  };
  readonly fps: number;
  /** GPU memory in GB, at its usual size and at its largest: the least that will do, and what keeps it from moving its parts about. */
  readonly memoryGb: {
    readonly least: readonly [usual: number, largest: number];
    readonly quick: readonly [usual: number, largest: number];
  };
  /** Of its weights, by its SPDX name. */
  readonly licence: string;
  readonly lastFrame: boolean;
  readonly loraBase: LoraBase;
  /** It has a second transformer, with a guidance of its own. */
  readonly secondGuidance: boolean;
  readonly flowShift: boolean;
  readonly presets: Readonly<Partial<Record<PresetName, PresetNumbers>>> & { readonly balanced: PresetNumbers };
}
