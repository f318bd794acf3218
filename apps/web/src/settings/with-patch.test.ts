import type { Settings } from '@videoexpress/job-schema';
import { describe, expect, it } from 'vitest';
import { withPatch } from './with-patch.ts';

const settings: Settings = {
  defaultEngine: 'sketch',
  engines: { sketch: { clips_at_once: 1, other: 'a' } },
  objectStorage: { bucket: '', endpoint: '', publicBaseUrl: '' },
  supabaseUrl: '',
  oauthClients: { googleClientId: '', instagramClientId: '', instagramRedirectUri: '' },
  captions: { provider: 'auto', openaiModel: 'gpt-5.4-mini', geminiModel: 'gemini-flash-latest' },
  trashDays: 7,
  historyDays: 30,
  eventDays: 7,
  logDays: 30,
  quarantineDays: 30,
  upgradeCopyDays: 90,
  monthlyBudgetUsd: 20,
  publishTimes: ['18:00'],
  notifications: { sound: true, desktop: false },
  crashReports: true,
  theme: 'system',
  shortcuts: { 'queue.toggle': 'Shift+Q' },
  welcomed: false,
};

describe('withPatch', () => {
  it('leaves everything that the patch does not name', () => {
    expect(withPatch(settings, {})).toEqual(settings);
  });

  it('merges records by key and notifications by field', () => {
    const changed = withPatch(settings, {
      engines: { sketch: { clips_at_once: 2 } },
      notifications: { desktop: true },
      shortcuts: { 'go.library': null },
    });
    expect(changed.engines).toEqual({ sketch: { clips_at_once: 2, other: 'a' } });
    expect(changed.notifications).toEqual({ sound: true, desktop: true });
    expect(changed.shortcuts).toEqual({ 'queue.toggle': 'Shift+Q', 'go.library': null });
  });

  it('takes null for a value and false for the default', () => {
    const changed = withPatch(settings, { historyDays: null, shortcuts: { 'queue.toggle': false } });
    expect(changed.historyDays).toBeNull();
    expect(changed.shortcuts).toEqual({});
  });
});
