import type { AssetDetails, Engine } from '@videoexpress/job-schema';
import { formatClipSeconds } from '../../words/durations.ts';
import { modelNamed } from '../../words/parameter-words.ts';
import { momentWords } from '../asset-words.ts';
import { formatBytes } from '../../words/file-size.ts';
import { type SettingRow, settingRows } from '../setting-rows.ts';

/** One setting of two clips; null where a clip has none of that name. */
export interface ComparedRow {
  readonly name: string;
  readonly label: string;
  readonly one: string | null;
  readonly other: string | null;
  readonly isDifferent: boolean;
}

function rowsOf(
  details: AssetDetails,
  engineLabels: Readonly<Record<string, string>>,
  engines: readonly Engine[],
): readonly SettingRow[] {
  const { asset, settings } = details;
  const line = (name: string, label: string, value: string): SettingRow => ({ name, label, value, isLong: false });
  const model = settings === null ? undefined : modelNamed(engines, settings.engine, settings.input['model']);
  const made = settings === null ? [] : settingRows(settings, engineLabels[settings.engine] ?? settings.engine, model);
  const known = new Set(made.map(({ name }) => name));
  const facts = [
    ...(asset.width === undefined ? [] : [line('width', 'Width', String(asset.width))]),
    ...(asset.height === undefined ? [] : [line('height', 'Height', String(asset.height))]),
    ...(asset.fps === undefined ? [] : [line('fps', 'Frames a second', String(Number(asset.fps.toFixed(2))))]),
    ...(asset.durationSeconds === undefined
      ? []
      : [line('length', 'Length', formatClipSeconds(asset.durationSeconds))]),
  ].filter(({ name }) => !known.has(name));
  return [
    ...made,
    ...facts,
    line('bytes', 'File', formatBytes(asset.bytes)),
    line('made', 'Made', momentWords(asset.createdAt)),
  ];
}

/** Everything known of two clips side by side, in the order of the first. */
export function comparedRows(
  one: AssetDetails,
  other: AssetDetails,
  engineLabels: Readonly<Record<string, string>>,
  engines: readonly Engine[] = [],
): readonly ComparedRow[] {
  const left = rowsOf(one, engineLabels, engines);
  const right = new Map(rowsOf(other, engineLabels, engines).map((row) => [row.name, row]));
  const both = left.map((row): ComparedRow => {
    const value = right.get(row.name)?.value ?? null;
    right.delete(row.name);
    return { name: row.name, label: row.label, one: row.value, other: value, isDifferent: row.value !== value };
  });
  const onlyRight = [...right.values()].map(
    (row): ComparedRow => ({ name: row.name, label: row.label, one: null, other: row.value, isDifferent: true }),
  );
  return [...both, ...onlyRight];
}

/** What to know before two clips of unlike length or rate are looked at; null where they are alike. */
export function unlikeWords(one: AssetDetails, other: AssetDetails): string | null {
  const { asset: left } = one;
  const { asset: right } = other;
  const words: string[] = [];
  const gap = Math.abs((left.durationSeconds ?? 0) - (right.durationSeconds ?? 0));
  if (gap > 0.02) {
    const [first, second] = [left.durationSeconds ?? 0, right.durationSeconds ?? 0].map(formatClipSeconds);
    words.push(`${first} and ${second} long: the shorter waits on its last frame.`);
  }
  if (left.fps !== undefined && right.fps !== undefined && Math.abs(left.fps - right.fps) > 0.01) {
    const [first, second] = [left.fps, right.fps].map((fps) => Number(fps.toFixed(2)));
    words.push(`${first} and ${second} frames a second: they are kept together by time.`);
  }
  return words.length === 0 ? null : words.join(' ');
}
