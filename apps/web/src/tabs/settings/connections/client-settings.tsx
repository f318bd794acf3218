'use client';

import type { ConnectableService, OAuthClients } from '@videoexpress/job-schema';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { useAbout } from '../about-query.ts';
import { SettingRow } from '../parts/setting-row.tsx';
import { TextSetting } from '../parts/text-setting.tsx';
import { useSettingChange } from '../parts/use-setting-change.ts';
import { serviceSteps } from './service-steps.ts';

interface ClientSettingsProps {
  readonly service: ConnectableService;
  readonly clients: OAuthClients;
}

/** What a person registers at the service, step by step, and the ids that come of it. */
export function ClientSettings({ service, clients }: ClientSettingsProps) {
  const { steps, fields, secret, guide } = serviceSteps[service.service];
  const { label, missing, redirectUri, redirectProblem } = service;
  return (
    <div className="divide-y divide-line">
      <div className="grid gap-2 px-4 py-3 text-meta text-text-2">
        {missing.length === 0 ? null : (
          <p className="text-text-1">
            Before a login at {label} can begin, it needs {missing.join(' and ')}.
          </p>
        )}
        <ol className="grid list-decimal gap-1 pl-5">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>Address of the way back, to be registered to the letter:</p>
        <div className="flex items-center gap-2">
          <code className="min-w-0 flex-1 rounded-1 bg-surface-2 px-2 py-1 font-mono text-meta break-all text-text-1 select-text">
            {redirectUri}
          </code>
          <CopyButton text={redirectUri} label={`Copy the address of the way back from ${label}`} />
        </div>
        {redirectProblem === null ? null : <p className="text-warning">{redirectProblem}</p>}
        <p>
          The {secret} is set under{' '}
          <a href="#keys" className="underline">
            Keys
          </a>
          . More in {guide}.
        </p>
      </div>
      {fields.map((field) => (
        <ClientRow key={field.field} {...field} value={clients[field.field]} />
      ))}
    </div>
  );
}

interface ClientRowProps {
  readonly field: keyof OAuthClients;
  readonly variable: string;
  readonly label: string;
  readonly help: string;
  readonly value: string;
}

function ClientRow({ field, variable, label, help, value }: ClientRowProps) {
  const { error, change } = useSettingChange(`oauthClients.${field}`);
  const outside = useAbout()?.outside.find(({ name }) => name === variable);
  const id = `oauth-clients-${field}`;
  if (outside !== undefined) {
    const set = (
      <output id={id} className="text-meta break-all">
        {outside.value}
      </output>
    );
    return (
      <SettingRow id={id} label={label} help={`${variable} sets it outside the studio, and that wins.`} below={set}>
        {null}
      </SettingRow>
    );
  }
  const control = (
    <TextSetting
      id={id}
      value={value}
      maxCharacters={2000}
      isWrong={error !== undefined}
      isWide
      onSave={(next) => change({ oauthClients: { [field]: next.trim() } })}
    />
  );
  return (
    <SettingRow id={id} label={label} help={help} error={error} below={control}>
      {null}
    </SettingRow>
  );
}
