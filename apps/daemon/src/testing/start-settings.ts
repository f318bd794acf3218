import type { Settings } from '@videoexpress/job-schema';

/** What a studio has set before anybody changed anything. */
export const startSettings: Settings = {
  defaultEngine: 'sketch',
  engines: {},
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
