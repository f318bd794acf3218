import type { Asset, ClipSettings, Engine, ParameterValue } from '@videoexpress/job-schema';
import { type GenerateDraft, modelKey, modelSettings, type PickedLora } from './draft.ts';
import { framesFor } from './frame-plan.ts';
import { qualities, ratios, type RatioId, sizeFor } from './frame-size.ts';
import { runsOn } from './job-request.ts';

/** What a clip was made with, as the form takes it. */
export type SettingsToRestore = Pick<ClipSettings, 'kind' | 'engine' | 'input'>;

/** The files that settings name, as far as they are still in the library. */
export interface RestoredFiles {
  readonly image: Asset | null;
  readonly lastImage: Asset | null;
  readonly loras: readonly PickedLora[];
  /** LoRAs that settings name and that are gone. */
  readonly lorasGone: number;
}

export const noFiles: RestoredFiles = { image: null, lastImage: null, loras: [], lorasGone: 0 };

interface Restored {
  readonly draft: GenerateDraft;
  /** What could not be taken over, in sentences; empty where the form would make the same clip. */
  readonly notes: readonly string[];
}

function numberIn(input: SettingsToRestore['input'], field: string): number | null {
  const value = input[field];
  return typeof value === 'number' ? value : null;
}

/**
 * The form as it was for a clip. With `keepsSeed` the same clip comes out; without, another take of it.
 */
export function draftFromSettings(
  before: GenerateDraft,
  settings: SettingsToRestore,
  files: RestoredFiles,
  engines: readonly Engine[],
  keepsSeed: boolean,
): Restored {
  const { input } = settings;
  const { image, lastImage, loras } = files;
  const notes: string[] = [];
  const isKnown = engines.some(({ id }) => id === settings.engine);
  if (!isKnown) notes.push(`The engine ${settings.engine} is not here.`);
  if (settings.kind === 'image_to_video' && image === null) notes.push('Its start image is no longer in the library.');
  if (input['last_image'] !== undefined && lastImage === null)
    notes.push('Its last frame is no longer in the library.');
  if (files.lorasGone > 0) notes.push('Not all of its LoRAs are still in the library.');
  const base: GenerateDraft = {
    ...before,
    prompt: typeof input['prompt'] === 'string' ? input['prompt'] : '',
    image,
    lastImage,
    loras,
    engine: isKnown ? settings.engine : null,
    model: isKnown && typeof input['model'] === 'string' ? input['model'] : null,
    seed: keepsSeed ? numberIn(input, 'seed') : null,
    runAt: null,
  };
  const on = runsOn(engines, base, undefined);
  if (on === undefined) return { draft: base, notes };

  const { engine, model } = on;
  const fps = numberIn(input, 'fps');
  const frames = numberIn(input, 'num_frames');
  const rate = fps ?? model.defaults.fps;
  const seconds = frames === null ? base.seconds : Math.round((frames / rate) * 100) / 100;
  const whole = Math.round(seconds);
  // Whole seconds where they come to the very frames; else the frames are what counts.
  const isWhole = frames !== null && framesFor(model, whole, rate) === frames;
  const parameters: Record<string, ParameterValue> = {};
  for (const { name } of model.parameters) {
    const value = input[name];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') parameters[name] = value;
  }
  const chosen = sizeChoice(input, image, model);
  const kept = {
    ...modelSettings(base, engine.id, model.id),
    parameters,
    fps: rate === model.defaults.fps ? null : rate,
    size: chosen.size,
  };
  return {
    draft: {
      ...base,
      ratio: chosen.ratio ?? base.ratio,
      quality: chosen.quality ?? base.quality,
      seconds: isWhole ? whole : seconds,
      frames: isWhole ? null : frames,
      models: { ...base.models, [modelKey(engine.id, model.id)]: kept },
    },
    notes,
  };
}

/** Ratio and quality that come to a clip's size, or the size itself where none do. */
function sizeChoice(input: SettingsToRestore['input'], image: Asset | null, model: Parameters<typeof sizeFor>[0]) {
  const width = numberIn(input, 'width');
  const height = numberIn(input, 'height');
  if (width === null || height === null) return { ratio: null, quality: null, size: null };
  const picture =
    image?.width === undefined || image.height === undefined ? null : { width: image.width, height: image.height };
  const shapes: readonly RatioId[] = [...ratios.map(({ id }) => id), ...(picture === null ? [] : ['image' as const])];
  for (const ratio of shapes) {
    for (const { id: quality } of qualities) {
      const size = sizeFor(model, { ratio, quality, picture });
      if (size?.width === width && size.height === height) return { ratio, quality, size: null };
    }
  }
  return { ratio: null, quality: null, size: { width, height } };
}
