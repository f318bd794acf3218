'use client';

import { type CaptionSettings, captionProviders, captionSettingsSchema } from '@videoexpress/job-schema';
import { usePatchSettings } from '../../../settings/use-settings.ts';
import { SelectSetting } from '../parts/select-setting.tsx';
import { SettingRow } from '../parts/setting-row.tsx';
import { ProviderRow } from './provider-row.tsx';

const providerId = 'captions-provider';
const choices = [
  { value: 'auto', label: 'Whoever has a key' },
  ...Object.entries(captionProviders).map(([value, label]) => ({ value, label })),
];

/** Which provider writes, each one's model and test, and what goes there. */
export function SuggestionsBody({ captions }: { readonly captions: CaptionSettings }) {
  const patchSettings = usePatchSettings();
  return (
    <>
      <SettingRow
        id={providerId}
        label="Titles and captions by"
        help="A language model, with your own key from Keys. It is asked when you click Suggest, and at no other time; the provider bills it to your account."
      >
        <SelectSetting
          id={providerId}
          value={captions.provider}
          choices={choices}
          onChange={(value) => {
            const provider = captionSettingsSchema.shape.provider.safeParse(value);
            if (provider.success) void patchSettings({ captions: { provider: provider.data } });
          }}
        />
      </SettingRow>
      <ProviderRow
        provider="openai"
        model={captions.openaiModel}
        onModel={(openaiModel) => patchSettings({ captions: { openaiModel } })}
      />
      <ProviderRow
        provider="gemini"
        model={captions.geminiModel}
        onModel={(geminiModel) => patchSettings({ captions: { geminiModel } })}
      />
      <p className="px-4 py-3 text-meta text-text-3">
        Sent are the prompt of the clip, your hint, its length and shape. No picture, no name of a file, no account.
      </p>
    </>
  );
}
