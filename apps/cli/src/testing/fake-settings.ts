import { patchSettingsSchema, type Settings } from '@videoexpress/job-schema';

/** What a fresh studio has set. */
export const fakeSettings: Settings = {
  defaultEngine: 'sketch',
  engines: { sketch: { clips_at_once: 1 } },
  objectStorage: { bucket: '', endpoint: '', publicBaseUrl: '' },
  supabaseUrl: '',
  oauthClients: { googleClientId: '', instagramClientId: '', instagramRedirectUri: '' },
  captions: { provider: 'auto', openaiModel: 'gpt-5.4-mini', geminiModel: 'gemini-flash-latest' },
  trashDays: 7,
  historyDays: null,
  eventDays: 7,
  logDays: 30,
  quarantineDays: 30,
  upgradeCopyDays: 90,
  monthlyBudgetUsd: null,
  publishTimes: ['18:00'],
  notifications: { sound: false, desktop: false },
  crashReports: true,
  theme: 'system',
  shortcuts: {},
  welcomed: false,
};

/** The settings after a patch, as far as tests of the command line need it. */
export function patchedSettings(settings: Settings, body: string): Settings {
  const {
    captions,
    shortcuts = {},
    notifications,
    engines,
    objectStorage,
    oauthClients,
    ...single
  } = patchSettingsSchema.parse(JSON.parse(body));
  const keys = Object.entries({ ...settings.shortcuts, ...shortcuts }).flatMap(([id, chord]) =>
    chord === false ? [] : [[id, chord] as const],
  );
  const { bucket, endpoint, publicBaseUrl } = { ...settings.objectStorage, ...objectStorage };
  const { provider, openaiModel, geminiModel } = { ...settings.captions, ...captions };
  const { sound, desktop } = { ...settings.notifications, ...notifications };
  return {
    ...settings,
    ...Object.fromEntries(Object.entries(single).filter(([, value]) => value !== undefined)),
    engines: { ...settings.engines, ...engines },
    objectStorage: { bucket: bucket ?? '', endpoint: endpoint ?? '', publicBaseUrl: publicBaseUrl ?? '' },
    oauthClients: {
      googleClientId: oauthClients?.googleClientId ?? settings.oauthClients.googleClientId,
      instagramClientId: oauthClients?.instagramClientId ?? settings.oauthClients.instagramClientId,
      instagramRedirectUri: oauthClients?.instagramRedirectUri ?? settings.oauthClients.instagramRedirectUri,
    },
    captions: {
      provider: provider ?? 'auto',
      openaiModel: openaiModel ?? 'gpt-5.4-mini',
      geminiModel: geminiModel ?? 'gemini-flash-latest',
    },
    notifications: { sound: sound ?? false, desktop: desktop ?? false },
    shortcuts: Object.fromEntries(keys),
  };
}
