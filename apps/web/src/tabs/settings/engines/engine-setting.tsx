'use client';

import type { EngineSettingValue, ModelParameter } from '@videoexpress/job-schema';
import { Button } from '../../../parts/button.tsx';
import { Switch } from '../../../parts/switch.tsx';
import { NumberSetting } from '../parts/number-setting.tsx';
import { SelectSetting } from '../parts/select-setting.tsx';
import { describedBy, SettingRow } from '../parts/setting-row.tsx';
import { TextSetting } from '../parts/text-setting.tsx';
import { useSettingChange } from '../parts/use-setting-change.ts';

interface EngineSettingProps {
  readonly engineId: string;
  readonly parameter: ModelParameter;
  readonly value: EngineSettingValue;
}

/** One setting of an engine, drawn from what the engine says of it. */
export function EngineSetting({ engineId, parameter, value }: EngineSettingProps) {
  const { name, label, help } = parameter;
  const { error, change } = useSettingChange(`engines.${engineId}.${name}`);
  const save = (next: EngineSettingValue) => change({ engines: { [engineId]: { [name]: next } } });
  const id = `${engineId}-${name}`;
  const isChanged = value !== parameter.default;
  return (
    <SettingRow id={id} label={label} help={help} error={error}>
      {isChanged ? (
        <Button tone="bare" aria-label={`Reset ${label}`} onClick={() => void save(parameter.default)}>
          Reset
        </Button>
      ) : null}
      <SettingControl id={id} parameter={parameter} value={value} isWrong={error !== undefined} onSave={save} />
    </SettingRow>
  );
}

interface SettingControlProps {
  readonly id: string;
  readonly parameter: ModelParameter;
  readonly value: EngineSettingValue;
  readonly isWrong: boolean;
  readonly onSave: (value: EngineSettingValue) => Promise<boolean>;
}

function SettingControl({ id, parameter, value, isWrong, onSave }: SettingControlProps) {
  switch (parameter.type) {
    case 'number': {
      const { min, max, step } = parameter;
      const number = typeof value === 'number' ? value : parameter.default;
      return <NumberSetting {...{ id, min, max, step, isWrong }} value={number} onCommit={onSave} />;
    }
    case 'choice': {
      const { choices } = parameter;
      return <SelectSetting {...{ id, choices }} value={String(value)} onChange={(next) => void onSave(next)} />;
    }
    case 'switch':
      return (
        <Switch id={id} isOn={value === true} describedBy={describedBy(id)} onChange={(next) => void onSave(next)} />
      );
    case 'text':
      return <TextSetting id={id} value={String(value)} maxCharacters={parameter.maxCharacters} onSave={onSave} />;
  }
}
