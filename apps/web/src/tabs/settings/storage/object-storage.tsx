'use client';

import { useMutation } from '@tanstack/react-query';
import type { EngineTest, ObjectPlace, OutsideSetting } from '@videoexpress/job-schema';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { useHealth } from '../../../live/live-provider.tsx';
import { Button } from '../../../parts/button.tsx';
import { HealthLight } from '../../../parts/health-light.tsx';
import { healthWords } from '../../../shell/health-words.ts';
import { SettingRow } from '../parts/setting-row.tsx';
import { TextSetting } from '../parts/text-setting.tsx';
import { useSettingChange } from '../parts/use-setting-change.ts';

const rows = [
  {
    field: 'bucket',
    variable: 'R2_BUCKET',
    label: 'Bucket',
    help: 'Finished clips go there too. Left empty, they stay on this disk alone.',
    placeholder: 'clips',
  },
  {
    field: 'endpoint',
    variable: 'AWS_ENDPOINT_URL',
    label: 'Address of the store',
    help: 'As Cloudflare shows it under “S3 API”.',
    placeholder: 'https://….r2.cloudflarestorage.com',
  },
  {
    field: 'publicBaseUrl',
    variable: 'R2_PUBLIC_BASE_URL',
    label: 'Public address',
    help: 'Gives clips a link that anyone can open. Left empty, they get none.',
    placeholder: 'https://….r2.dev',
  },
] as const satisfies readonly { readonly field: keyof ObjectPlace; readonly [name: string]: string }[];

interface ObjectStorageProps {
  readonly place: ObjectPlace;
  /** What the environment sets; that wins. */
  readonly outside: readonly OutsideSetting[];
}

/** The bucket that finished clips go to beside the disk: how it is, where it is, and its test. */
export function ObjectStorage({ place, outside }: ObjectStorageProps) {
  return (
    <div data-service="object-storage" className="divide-y divide-line">
      <StorageState />
      {rows.map((row) => (
        <PlaceRow
          key={row.field}
          row={row}
          value={place[row.field]}
          outside={outside.find(({ name }) => name === row.variable)}
        />
      ))}
    </div>
  );
}

function StorageState() {
  const health = useHealth()?.find(({ id }) => id === 'r2');
  const trial = useMutation({
    mutationFn: async (): Promise<EngineTest> => {
      const answer = await api.call('testObjectStorage', {});
      if (answer.ok) return answer.value.body;
      return { works: false, seconds: 0, detail: sentenceOf(answer.error), fix: null };
    },
  });
  const { data: result, isPending } = trial;
  return (
    <div className="grid gap-2 px-4 py-3">
      <div className="flex items-center gap-3">
        {health === undefined ? null : <HealthLight status={health.status} />}
        <h3 className="font-medium">Cloudflare R2</h3>
        <span className="text-meta text-text-2">{health === undefined ? '' : healthWords[health.status]}</span>
        <span className="ml-auto">
          <Button aria-label="Test Cloudflare R2" disabled={isPending} onClick={() => trial.mutate()}>
            {isPending ? 'Testing…' : 'Test'}
          </Button>
        </span>
      </div>
      {health === undefined ? null : (
        <p className="text-meta text-text-2">
          {health.detail} {health.fix}
        </p>
      )}
      <output className="text-meta text-text-2 empty:hidden">
        {result === undefined || isPending ? null : (
          <>
            <span className={result.works ? 'text-positive' : 'text-negative'}>
              {result.works ? 'Works.' : 'Does not work.'}
            </span>{' '}
            {result.detail} {result.fix}
          </>
        )}
      </output>
    </div>
  );
}

interface PlaceRowProps {
  readonly row: (typeof rows)[number];
  readonly value: string;
  readonly outside: OutsideSetting | undefined;
}

function PlaceRow({ row, value, outside }: PlaceRowProps) {
  const { field, label, help, placeholder } = row;
  const { error, change } = useSettingChange(`objectStorage.${field}`);
  const id = `object-storage-${field}`;
  const control = (
    <TextSetting
      id={id}
      value={value}
      maxCharacters={2000}
      placeholder={placeholder}
      isWrong={error !== undefined}
      isWide
      onSave={(next) => change({ objectStorage: { [field]: next.trim() } })}
    />
  );
  if (outside !== undefined) {
    const said = `${row.variable} sets it outside the studio, and that wins.`;
    const set = (
      <output id={id} className="text-meta break-all">
        {outside.value}
      </output>
    );
    return (
      <SettingRow id={id} label={label} help={said} below={set}>
        {null}
      </SettingRow>
    );
  }
  return (
    <SettingRow id={id} label={label} help={help} error={error} below={control}>
      {null}
    </SettingRow>
  );
}
