'use client';

import type { ClipSettings } from '@videoexpress/job-schema';
import { useEngines } from '../../../live/live-provider.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { settingRows } from '../../../library/setting-rows.ts';
import { modelNamed } from '../../../words/parameter-words.ts';

interface SettingsTableProps {
  readonly settings: ClipSettings;
  readonly engineLabel: string;
}

/** Every setting the clip was made with, and the same as it stands in its file. */
export function SettingsTable({ settings, engineLabel }: SettingsTableProps) {
  const json = JSON.stringify(settings, null, 2);
  const rows = settingRows(settings, engineLabel, modelNamed(useEngines(), settings.engine, settings.input['model']));
  return (
    <section aria-labelledby="settings-title" className="grid gap-2">
      <h2 id="settings-title" className="font-semibold">
        Settings
      </h2>
      <table className="w-full table-fixed border-collapse text-start">
        <tbody>
          {rows.map(({ name, label, value, isLong }) => (
            <tr key={name} className="border-b border-line align-top last:border-0">
              <th scope="row" className="w-28 py-1.5 pr-3 text-start text-meta leading-5 font-normal text-text-2">
                {label}
              </th>
              <td
                dir="auto"
                className={`py-1.5 break-words select-text ${isLong ? 'text-read whitespace-pre-wrap' : ''}`}
              >
                {value}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="text-meta">
        <summary className="text-text-2">As JSON</summary>
        <div className="mt-2 rounded-2 border border-line bg-surface-0">
          <div className="flex justify-end border-b border-line p-1">
            <CopyButton text={json} label="Copy the settings as JSON" />
          </div>
          {/* It scrolls, so the keyboard must reach it. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre tabIndex={0} className="max-h-80 overflow-auto p-3 font-mono text-meta">
            {json}
          </pre>
        </div>
      </details>
    </section>
  );
}
