'use client';

import type { Settings } from '@videoexpress/job-schema';
import { NumberSetting } from '../parts/number-setting.tsx';
import { SelectSetting } from '../parts/select-setting.tsx';
import { SettingRow } from '../parts/setting-row.tsx';
import { useSettingChange } from '../parts/use-setting-change.ts';

const daysWords = (days: number) => (days === 1 ? '1 day' : `${days} days`);

/** How long the trash keeps what was deleted. */
export function TrashDays({ trashDays }: Pick<Settings, 'trashDays'>) {
  const { error, change } = useSettingChange('trashDays');
  const save = (days: number) => {
    const said =
      days < trashDays
        ? `What lay in the trash for more than ${daysWords(days)} is deleted within the hour.`
        : `The trash keeps files for ${daysWords(days)}.`;
    return change({ trashDays: days }, { said, back: { trashDays } });
  };
  return (
    <SettingRow
      id="trash-days"
      label="Keep the trash for"
      help="Days until a deleted file is gone for good."
      error={error}
    >
      <NumberSetting
        id="trash-days"
        value={trashDays}
        min={1}
        max={365}
        step={1}
        isWrong={error !== undefined}
        onCommit={save}
      />
      <span aria-hidden="true" className="text-text-2">
        days
      </span>
    </SettingRow>
  );
}

const always = 'always';
const offered = [7, 30, 90, 365];

/** How long ended jobs stay in the list. */
export function HistoryDays({ historyDays }: Pick<Settings, 'historyDays'>) {
  const { error, change } = useSettingChange('historyDays');
  const days = historyDays === null || offered.includes(historyDays) ? offered : [...offered, historyDays];
  const choices = [
    { value: always, label: 'Always' },
    ...days.toSorted((a, b) => a - b).map((each) => ({ value: String(each), label: daysWords(each) })),
  ];
  const save = (value: string) => {
    const next = value === always ? null : Number(value);
    const said =
      next === null
        ? 'Ended jobs are kept.'
        : `Jobs that ended more than ${daysWords(next)} ago are forgotten within the hour. Their clips stay.`;
    void change({ historyDays: next }, { said, back: { historyDays } });
  };
  return (
    <SettingRow
      id="history-days"
      label="Keep ended jobs"
      help="Older ones leave the queue's history. Their clips stay in the library."
      error={error}
    >
      <SelectSetting
        id="history-days"
        value={historyDays === null ? always : String(historyDays)}
        choices={choices}
        onChange={save}
      />
    </SettingRow>
  );
}

/** What is kept besides, each for a number of days. */
const otherKinds = [
  { name: 'logDays', label: 'Keep logs', help: 'Older log files go. Never more than 80 MB of them.', max: 365 },
  {
    name: 'quarantineDays',
    label: 'Keep invalid files',
    help: 'Files that an engine made and that were no valid video.',
    max: 365,
  },
  {
    name: 'upgradeCopyDays',
    label: 'Keep upgrade copies',
    help: 'The database as it was before each upgrade. The newest always stays.',
    max: 3650,
  },
  {
    name: 'eventDays',
    label: 'Keep events',
    help: 'A window that comes back later than this reads all anew.',
    max: 90,
  },
] as const;

type OtherKind = (typeof otherKinds)[number];

function OtherDays({ kind, days }: { readonly kind: OtherKind; readonly days: number }) {
  const { name, label, help, max } = kind;
  const id = `keep-${name}`;
  const { error, change } = useSettingChange(name);
  const save = (next: number) => {
    const said = next < days ? 'What is older goes within the hour.' : `They are kept for ${daysWords(next)}.`;
    return change({ [name]: next }, { said, back: { [name]: days } });
  };
  return (
    <SettingRow id={id} label={label} help={help} error={error}>
      <NumberSetting id={id} value={days} min={1} max={max} step={1} isWrong={error !== undefined} onCommit={save} />
      <span aria-hidden="true" className="text-text-2">
        days
      </span>
    </SettingRow>
  );
}

/** How long what a person seldom thinks of is kept. */
export function OtherRetention({ settings }: { readonly settings: Settings }) {
  return otherKinds.map((kind) => <OtherDays key={kind.name} kind={kind} days={settings[kind.name]} />);
}
