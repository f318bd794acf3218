import { defaultCaptionModels, type EngineSettingValue, type Settings } from '@videoexpress/job-schema';
import type { RenderEngine } from '../engines/render-engine.ts';
import { parameterProblem } from '../jobs/check-parameter.ts';
import type { StoredSettings } from './stored-settings.ts';

/** How many days things are kept that a person said nothing about. */
const defaultDays = { trashDays: 7, eventDays: 7, logDays: 30, quarantineDays: 30, upgradeCopyDays: 90 } as const;

/**
 * The settings as everyone sees them: what was set, and the default of everything else. What no longer fits the engines
 * of today takes its default too, and is named in `faults`; it stays kept for the day when it fits again.
 */
export function resolveSettings(
  stored: StoredSettings,
  engines: readonly RenderEngine[],
): { readonly settings: Settings; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const engineValues: Record<string, Record<string, EngineSettingValue>> = {};
  for (const { description } of engines) {
    const { id, settings: parameters } = description;
    if (parameters.length === 0) continue;
    const values: Record<string, EngineSettingValue> = {};
    for (const parameter of parameters) {
      const given = stored.engines?.[id]?.[parameter.name];
      const fits = given !== undefined && parameterProblem(parameter, given) === null;
      if (given !== undefined && !fits) faults.push(`engines.${id}.${parameter.name}`);
      values[parameter.name] = fits ? given : parameter.default;
    }
    engineValues[id] = values;
  }
  const ids = engines.map((engine) => engine.description.id);
  const wished = stored.defaultEngine;
  const hasWished = wished !== undefined && ids.includes(wished);
  if (wished !== undefined && !hasWished) faults.push('defaultEngine');
  const settings: Settings = {
    defaultEngine: hasWished ? wished : (ids[0] ?? ''),
    engines: engineValues,
    objectStorage: {
      bucket: stored.objectStorage?.bucket ?? '',
      endpoint: stored.objectStorage?.endpoint ?? '',
      publicBaseUrl: stored.objectStorage?.publicBaseUrl ?? '',
    },
    supabaseUrl: stored.supabaseUrl ?? '',
    oauthClients: {
      googleClientId: stored.oauthClients?.googleClientId ?? '',
      instagramClientId: stored.oauthClients?.instagramClientId ?? '',
      instagramRedirectUri: stored.oauthClients?.instagramRedirectUri ?? '',
    },
    captions: {
      provider: stored.captions?.provider ?? 'auto',
      openaiModel: stored.captions?.openaiModel ?? defaultCaptionModels.openai,
      geminiModel: stored.captions?.geminiModel ?? defaultCaptionModels.gemini,
    },
    trashDays: stored.trashDays ?? defaultDays.trashDays,
    historyDays: stored.historyDays ?? null,
    eventDays: stored.eventDays ?? defaultDays.eventDays,
    logDays: stored.logDays ?? defaultDays.logDays,
    quarantineDays: stored.quarantineDays ?? defaultDays.quarantineDays,
    upgradeCopyDays: stored.upgradeCopyDays ?? defaultDays.upgradeCopyDays,
    monthlyBudgetUsd: stored.monthlyBudgetUsd ?? null,
    publishTimes: [...new Set(stored.publishTimes ?? ['18:00'])].toSorted(),
    notifications: {
      sound: stored.notifications?.sound ?? false,
      desktop: stored.notifications?.desktop ?? false,
    },
    // Where a person set a DSN of their own, they mean it.
    crashReports: stored.crashReports ?? true,
    theme: stored.theme ?? 'system',
    shortcuts: changedKeys(stored.shortcuts ?? {}),
    welcomed: stored.welcomed ?? false,
  };
  return { settings, faults };
}

function changedKeys(shortcuts: NonNullable<StoredSettings['shortcuts']>): Settings['shortcuts'] {
  const keys: Settings['shortcuts'] = {};
  for (const [id, chord] of Object.entries(shortcuts)) if (chord !== false) keys[id] = chord;
  return keys;
}
