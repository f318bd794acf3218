import type { EngineModel, ModelParameter } from '@videoexpress/job-schema';
import type { GpuModel, PresetName, PresetNumbers } from './gpu-model.ts';

const presetLabels: Readonly<Record<PresetName, string>> = {
  quality: 'Quality',
  balanced: 'Balanced',
  turbo: 'Turbo',
};
const presetOrder: readonly PresetName[] = ['quality', 'balanced', 'turbo'];

/** A model as an engine declares it. `pricePerSecondUsd`: 0 is free, null unknown. */
export function describeGpuModel(model: GpuModel, pricePerSecondUsd: number | null): EngineModel {
  const { size, frames, fps } = model;
  const [width, height] = size.presets[0] ?? [size.max, size.max];
  return {
    id: model.id,
    label: model.label,
    kinds: [...model.kinds],
    limits: {
      sidePixels: { min: size.min, max: size.max, multipleOf: size.multipleOf },
      maxPixels: size.maxPixels,
      numFrames: { min: frames.min, max: frames.max, base: frames.base, step: frames.step },
      fps: { min: 8, max: 60 },
      durationSeconds: { min: 0.2, max: Math.ceil((frames.max / fps) * 100) / 100 },
    },
    defaults: { width, height, num_frames: frames.default, fps },
    parameters: parametersOf(model),
    needs: needsOf(model),
    ...(model.lastFrame ? { lastFrame: true } : {}),
    loraBase: model.loraBase,
    pricePerSecondUsd,
  };
}

/** In one line of the picker: what card it takes, and on which terms its weights are given. */
function needsOf({ memoryGb: { least, quick }, licence }: GpuModel): string {
  const memory = `A card of about ${least[0]} GB, quicker with ${quick[0]} GB`;
  const atLargest = least[1] === least[0] ? '' : `; at full size ${least[1]} and ${quick[1]} GB`;
  return `${memory}${atLargest}. ${licence}.`;
}

function parametersOf({ presets, secondGuidance, flowShift }: GpuModel): ModelParameter[] {
  const { balanced } = presets;
  const parameters: ModelParameter[] = [
    {
      type: 'choice',
      name: 'preset',
      label: 'Preset',
      help: 'Sets steps, guidance and flow shift, where you set nothing yourself.',
      choices: presetOrder.flatMap((value) => {
        const numbers = presets[value];
        return numbers === undefined ? [] : [{ value, label: presetLabels[value], sets: setBy(numbers) }];
      }),
      default: 'balanced',
    },
    {
      type: 'text',
      name: 'negative_prompt',
      label: 'Negative prompt',
      help: 'What the clip should not show.',
      maxCharacters: 2000,
      default: '',
    },
    {
      type: 'number',
      name: 'num_inference_steps',
      label: 'Steps',
      help: 'More steps take longer and show finer detail.',
      min: 1,
      max: 100,
      step: 1,
      default: balanced.num_inference_steps,
    },
    {
      type: 'number',
      name: 'guidance_scale',
      label: 'Guidance',
      help: 'How closely the clip follows the prompt.',
      min: 0,
      max: 20,
      step: 0.1,
      default: balanced.guidance_scale,
    },
  ];
  if (secondGuidance && balanced.guidance_scale_2 !== null) {
    parameters.push({
      type: 'number',
      name: 'guidance_scale_2',
      label: 'Guidance, fine detail',
      help: 'The same for the second half of the steps.',
      min: 0,
      max: 20,
      step: 0.1,
      default: balanced.guidance_scale_2,
    });
  }
  if (flowShift && balanced.flow_shift !== null) {
    parameters.push({
      type: 'number',
      name: 'flow_shift',
      label: 'Flow shift',
      help: 'Higher gives more of the steps to the motion as a whole, lower to detail.',
      min: 0.1,
      max: 30,
      step: 0.1,
      default: balanced.flow_shift,
    });
  }
  return parameters;
}

function setBy(numbers: PresetNumbers): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== null));
}
