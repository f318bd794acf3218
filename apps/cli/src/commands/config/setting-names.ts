import { err, ok, type PatchSettings, type Result, type Settings } from '@videoexpress/job-schema';
import { suggest } from '../../arguments/suggestion.ts';
import { type Failure, usageFailure } from '../../failure.ts';

/** One setting with the name it goes by on the command line, such as `engines.sketch.clips_at_once`. */
export interface NamedSetting {
  readonly name: string;
  readonly value: string | number | boolean | null;
}

/** Every setting there is, each under its dotted name. */
export function namedSettings(settings: Settings): readonly NamedSetting[] {
  const { captions, engines, notifications, oauthClients, objectStorage, publishTimes, shortcuts, ...single } =
    settings;
  return [
    ...Object.entries(single).map(([name, value]) => ({ name, value })),
    { name: 'publishTimes', value: publishTimes.join(',') },
    ...Object.entries(notifications).map(([name, value]) => ({ name: `notifications.${name}`, value })),
    ...Object.entries(objectStorage).map(([name, value]) => ({ name: `objectStorage.${name}`, value })),
    ...Object.entries(oauthClients).map(([name, value]) => ({ name: `oauthClients.${name}`, value })),
    ...Object.entries(captions).map(([name, value]) => ({ name: `captions.${name}`, value })),
    ...Object.entries(engines).flatMap(([id, values]) =>
      Object.entries(values).map(([name, value]) => ({ name: `engines.${id}.${name}`, value })),
    ),
    ...Object.entries(shortcuts).map(([id, value]) => ({ name: `shortcuts.${id}`, value })),
  ];
}

/** The setting of this name, or those below it; a usage failure where there is none. */
export function settingsBelow(settings: Settings, name: string): Result<readonly NamedSetting[], Failure> {
  const all = namedSettings(settings);
  const found = all.filter((each) => each.name === name || each.name.startsWith(`${name}.`));
  return found.length > 0 || name === 'shortcuts' ? ok(found) : err(noSuchSetting(name, all));
}

function noSuchSetting(name: string, all: readonly NamedSetting[]): Failure {
  const meant = suggest(name, [...new Set(all.map((each) => each.name))]);
  const hint = 'See them all with: videoexpress config get';
  return usageFailure(`There is no setting "${name}".`, meant === null ? hint : `Did you mean ${meant}? ${hint}`);
}

/** What is a number where it is set. */
const numbersOrNull: ReadonlySet<string> = new Set(['historyDays', 'monthlyBudgetUsd']);

/** The change that `config set NAME VALUE` asks for. What the value must be follows from what it is now. */
export function patchFor(settings: Settings, name: string, text: string): Result<PatchSettings, Failure> {
  const shortcut = /^shortcuts\.(.+)$/.exec(name)?.[1];
  if (shortcut !== undefined) return ok({ shortcuts: { [shortcut]: shortcutValue(text) } });
  if (name === 'publishTimes') return ok({ publishTimes: text.split(',').map((time) => time.trim()) });
  if (name === 'historyDays' && ['always', 'null', 'none'].includes(text)) return ok({ historyDays: null });
  if (name === 'monthlyBudgetUsd' && ['null', 'none'].includes(text)) return ok({ monthlyBudgetUsd: null });
  const all = namedSettings(settings);
  const now = all.find((each) => each.name === name);
  if (now === undefined) return err(noSuchSetting(name, all));
  const value = valueLike(numbersOrNull.has(name) ? 0 : now.value, name, text);
  return value.ok ? ok(nested(name.split('.'), value.value)) : value;
}

function shortcutValue(text: string): string | null | false {
  if (text === 'default') return false;
  return text === 'none' ? null : text;
}

function valueLike(now: NamedSetting['value'], name: string, text: string): Result<string | number | boolean, Failure> {
  switch (typeof now) {
    case 'number': {
      const number = Number(text);
      if (text.trim() !== '' && Number.isFinite(number)) return ok(number);
      return err(usageFailure(`${name} is "${text}". Give a number.`));
    }
    case 'boolean':
      if (['true', 'on', 'yes'].includes(text)) return ok(true);
      if (['false', 'off', 'no'].includes(text)) return ok(false);
      return err(usageFailure(`${name} is "${text}". Give true or false.`));
    default:
      return ok(text);
  }
}

/** `['a', 'b']` and 1 become `{a: {b: 1}}`. The daemon checks what comes of it. */
function nested(path: readonly string[], value: string | number | boolean): PatchSettings {
  return Object(path.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value));
}
