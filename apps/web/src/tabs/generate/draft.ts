import {
  type Asset,
  assetSchema,
  type EngineModel,
  maxLoras,
  maxSeed,
  parameterDefaults,
  type ParameterValue,
  type ProjectId,
  projectIdSchema,
} from '@videoexpress/job-schema';
import { storedFields } from '../../stored/stored-json.ts';
import type { FrameSize, QualityId, RatioId } from './frame-size.ts';

/** What is kept for each model: what a person sets under More. */
export interface ModelSettings {
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Null: the model's own rate. */
  readonly fps: number | null;
  /** Null: by ratio and quality. */
  readonly size: FrameSize | null;
}

/** A LoRA on the form, and how strong it is to be. */
export interface PickedLora {
  readonly asset: Asset;
  readonly scale: number;
}

/** Everything a person has put into the form. */
export interface GenerateDraft {
  readonly prompt: string;
  readonly image: Asset | null;
  /** The picture that the clip ends on. */
  readonly lastImage: Asset | null;
  readonly loras: readonly PickedLora[];
  /** Null: the default of the studio. */
  readonly engine: string | null;
  /** Null: the engine's first that can. */
  readonly model: string | null;
  readonly ratio: RatioId;
  readonly quality: QualityId;
  readonly seconds: number;
  /** An exact number of frames, as an old clip had; null: by the seconds. */
  readonly frames: number | null;
  /** Null: a new one each time. */
  readonly seed: number | null;
  readonly projectId: ProjectId | null;
  /** When it may run, as an ISO date; null: as soon as there is room. */
  readonly runAt: string | null;
  readonly isMoreOpen: boolean;
  /** By engine and model, see `modelKey`. */
  readonly models: Readonly<Record<string, ModelSettings>>;
}

export const emptyDraft: GenerateDraft = {
  prompt: '',
  image: null,
  lastImage: null,
  loras: [],
  engine: null,
  model: null,
  ratio: '16:9',
  quality: 'standard',
  seconds: 5,
  frames: null,
  seed: null,
  projectId: null,
  runAt: null,
  isMoreOpen: false,
  models: {},
};
const noModelSettings: ModelSettings = { parameters: {}, fps: null, size: null };

/** Under which name the settings of a model are kept. */
export function modelKey(engine: string, model: string): string {
  return `${engine}/${model}`;
}

/** What is set for a model. */
export function modelSettings(draft: GenerateDraft, engine: string, model: string): ModelSettings {
  return draft.models[modelKey(engine, model)] ?? noModelSettings;
}

/** The values that a model's own controls have: those set, else the model's, or its preset's. */
export function parameterValues(model: EngineModel, settings: ModelSettings): Readonly<Record<string, ParameterValue>> {
  const defaults = parameterDefaults(model, settings.parameters);
  const values = model.parameters.map(({ name, default: own }) => {
    const kept = settings.parameters[name];
    return [name, kept !== undefined && typeof kept === typeof own ? kept : (defaults[name] ?? own)] as const;
  });
  return Object.fromEntries(values);
}

function textOr<T>(value: unknown, fallback: T): string | T {
  return typeof value === 'string' ? value : fallback;
}

function wholeNumber(value: unknown, min: number, max: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? value : null;
}

function oneOf<T extends string>(value: unknown, known: readonly T[], fallback: T): T {
  return known.find((each) => each === value) ?? fallback;
}

function modelSettingsFrom(stored: unknown): ModelSettings {
  const { parameters, fps, size } = storedFields(stored);
  const isValue = (value: unknown): value is ParameterValue => ['string', 'number', 'boolean'].includes(typeof value);
  const values: Record<string, ParameterValue> = {};
  for (const [name, value] of Object.entries(storedFields(parameters))) if (isValue(value)) values[name] = value;
  const width = wholeNumber(storedFields(size)['width'], 1, 16_384);
  const height = wholeNumber(storedFields(size)['height'], 1, 16_384);
  return {
    parameters: values,
    fps: wholeNumber(fps, 1, 240),
    size: width === null || height === null ? null : { width, height },
  };
}

function lorasFrom(stored: unknown): readonly PickedLora[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(0, maxLoras).flatMap((each: unknown) => {
    const fields = storedFields(each);
    const asset = assetSchema.safeParse(fields['asset']);
    const { scale } = fields;
    return asset.success && typeof scale === 'number' ? [{ asset: asset.data, scale }] : [];
  });
}

/** The draft that was stored. Whatever is missing or not to be understood is as in an empty form. */
export function draftFrom(stored: unknown): GenerateDraft {
  const fields = storedFields(stored);
  const image = assetSchema.safeParse(fields['image']);
  const lastImage = assetSchema.safeParse(fields['lastImage']);
  const project = projectIdSchema.safeParse(fields['projectId']);
  const { seconds } = fields;
  return {
    prompt: textOr(fields['prompt'], ''),
    image: image.success ? image.data : null,
    lastImage: lastImage.success ? lastImage.data : null,
    loras: lorasFrom(fields['loras']),
    engine: textOr(fields['engine'], null),
    model: textOr(fields['model'], null),
    ratio: oneOf(fields['ratio'], ['16:9', '9:16', '1:1', 'image'], emptyDraft.ratio),
    quality: oneOf(fields['quality'], ['draft', 'standard', 'high'], emptyDraft.quality),
    seconds: typeof seconds === 'number' && seconds > 0 && seconds < 3600 ? seconds : emptyDraft.seconds,
    frames: wholeNumber(fields['frames'], 1, 1_000_000),
    seed: wholeNumber(fields['seed'], 0, maxSeed),
    projectId: project.success ? project.data : null,
    // A moment that is chosen is meant for this one job; it is not kept over a reload.
    runAt: null,
    isMoreOpen: fields['isMoreOpen'] === true,
    models: Object.fromEntries(
      Object.entries(storedFields(fields['models'])).map(([key, value]) => [key, modelSettingsFrom(value)]),
    ),
  };
}
