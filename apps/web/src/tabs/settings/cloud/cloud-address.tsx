'use client';

import type { OutsideSetting } from '@videoexpress/job-schema';
import { SettingRow } from '../parts/setting-row.tsx';
import { TextSetting } from '../parts/text-setting.tsx';
import { useSettingChange } from '../parts/use-setting-change.ts';

interface CloudAddressProps {
  readonly address: string;
  /** What the environment sets; that wins. */
  readonly outside: OutsideSetting | undefined;
}

/** The address of the project. Its key is among the keys. */
export function CloudAddress({ address, outside }: CloudAddressProps) {
  const { error, change } = useSettingChange('supabaseUrl');
  const id = 'supabase-url';
  if (outside !== undefined) {
    const set = (
      <output id={id} className="text-meta break-all">
        {outside.value}
      </output>
    );
    const said = 'SUPABASE_URL sets it outside the studio, and that wins.';
    return (
      <SettingRow id={id} label="Project address" help={said} below={set}>
        {null}
      </SettingRow>
    );
  }
  const field = (
    <TextSetting
      id={id}
      value={address}
      maxCharacters={200}
      placeholder="https://….supabase.co"
      isWrong={error !== undefined}
      isWide
      onSave={(next) => change({ supabaseUrl: next.trim() })}
    />
  );
  const help = 'In Supabase’s dashboard under Project Settings, Data API. The publishable key goes under Keys.';
  return (
    <SettingRow id={id} label="Project address" help={help} error={error} below={field}>
      {null}
    </SettingRow>
  );
}
