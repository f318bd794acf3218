import { type ClipSettings, type EngineModel, jobInputSchema } from '@videoexpress/job-schema';
import { formatClipSeconds } from '../words/durations.ts';
import { parameterFacts } from '../words/parameter-words.ts';

export interface SettingRow {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** Text of a person's own, which may have several lines. */
  readonly isLong: boolean;
}

const labels: Readonly<Record<string, string>> = {
  prompt: 'Prompt',
  negative_prompt: 'Negative prompt',
  num_frames: 'Frames',
  fps: 'Frames a second',
  width: 'Width',
  height: 'Height',
  num_inference_steps: 'Steps',
  guidance_scale: 'Guidance',
  seed: 'Seed',
  model: 'Model',
  image: 'Start image',
};
/** In this order; what else there is comes after, by name. */
const order = ['prompt', 'negative_prompt', 'model', 'seed', 'width', 'height', 'num_frames', 'fps'];

function rank(name: string): number {
  const place = order.indexOf(name);
  return place === -1 ? order.length : place;
}

/** A field's name for a person: `guidance_scale` is Guidance, `flow_shift` is Flow shift. */
export function settingLabel(name: string): string {
  const words = name.replaceAll('_', ' ');
  return labels[name] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

function valueWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'On' : 'Off';
  return JSON.stringify(value);
}

/** The input of a job as rows for a person, what matters most first; what its model knows, by the model's own labels. */
export function inputRows(input: ClipSettings['input'], model?: EngineModel): readonly SettingRow[] {
  const known = jobInputSchema.parse(input);
  const facts = new Map(parameterFacts(model, known).map((fact) => [fact.name, fact]));
  return Object.entries(known)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .toSorted(([one], [other]) => rank(one) - rank(other) || one.localeCompare(other))
    .map(([name, value]) => ({
      name,
      label: facts.get(name)?.label ?? settingLabel(name),
      value: name === 'model' ? (model?.label ?? valueWords(value)) : (facts.get(name)?.value ?? valueWords(value)),
      isLong: name === 'prompt' || name === 'negative_prompt',
    }));
}

/** Everything in a clip's settings as rows: its input, its length, the engine and the version that made it. */
export function settingRows(settings: ClipSettings, engineLabel: string, model?: EngineModel): readonly SettingRow[] {
  const { num_frames: frames, fps } = settings.input;
  const length =
    typeof frames === 'number' && typeof fps === 'number' && fps > 0 ? formatClipSeconds(frames / fps) : null;
  const line = (name: string, label: string, value: string): SettingRow => ({ name, label, value, isLong: false });
  return [
    ...inputRows(settings.input, model),
    ...(length === null ? [] : [line('length', 'Length', length)]),
    line('engine', 'Engine', engineLabel),
    line('appVersion', 'Made with', `VideoExpress AI ${settings.appVersion}`),
  ];
}
