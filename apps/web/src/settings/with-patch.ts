import type { PatchSettings, Settings } from '@videoexpress/job-schema';

/** The settings as they will be after a change, by the daemon's own rules: records by key, notifications and object storage by field. */
export function withPatch(settings: Settings, patch: PatchSettings): Settings {
  const engines = { ...settings.engines };
  for (const [id, values] of Object.entries(patch.engines ?? {})) engines[id] = { ...engines[id], ...values };
  const shortcuts = { ...settings.shortcuts };
  for (const [id, keys] of Object.entries(patch.shortcuts ?? {})) {
    if (keys === false) delete shortcuts[id];
    else shortcuts[id] = keys;
  }
  return {
    defaultEngine: patch.defaultEngine ?? settings.defaultEngine,
    engines,
    trashDays: patch.trashDays ?? settings.trashDays,
    historyDays: patch.historyDays === undefined ? settings.historyDays : patch.historyDays,
    eventDays: patch.eventDays ?? settings.eventDays,
    logDays: patch.logDays ?? settings.logDays,
    quarantineDays: patch.quarantineDays ?? settings.quarantineDays,
    upgradeCopyDays: patch.upgradeCopyDays ?? settings.upgradeCopyDays,
    objectStorage: {
      bucket: patch.objectStorage?.bucket ?? settings.objectStorage.bucket,
      endpoint: patch.objectStorage?.endpoint ?? settings.objectStorage.endpoint,
      publicBaseUrl: patch.objectStorage?.publicBaseUrl ?? settings.objectStorage.publicBaseUrl,
    },
    supabaseUrl: patch.supabaseUrl ?? settings.supabaseUrl,
    oauthClients: {
      googleClientId: patch.oauthClients?.googleClientId ?? settings.oauthClients.googleClientId,
      instagramClientId: patch.oauthClients?.instagramClientId ?? settings.oauthClients.instagramClientId,
      instagramRedirectUri: patch.oauthClients?.instagramRedirectUri ?? settings.oauthClients.instagramRedirectUri,
    },
    captions: {
      provider: patch.captions?.provider ?? settings.captions.provider,
      openaiModel: patch.captions?.openaiModel ?? settings.captions.openaiModel,
      geminiModel: patch.captions?.geminiModel ?? settings.captions.geminiModel,
    },
    monthlyBudgetUsd: patch.monthlyBudgetUsd === undefined ? settings.monthlyBudgetUsd : patch.monthlyBudgetUsd,
    publishTimes: patch.publishTimes ?? settings.publishTimes,
    notifications: {
      sound: patch.notifications?.sound ?? settings.notifications.sound,
      desktop: patch.notifications?.desktop ?? settings.notifications.desktop,
    },
    crashReports: patch.crashReports ?? settings.crashReports,
    theme: patch.theme ?? settings.theme,
    shortcuts,
    welcomed: patch.welcomed ?? settings.welcomed,
  };
}
