'use client';

import { useMutation } from '@tanstack/react-query';
import {
  type CaptionProvider,
  captionProviders,
  captionSettingsSchema,
  modelNameProblem,
  type EngineTest,
} from '@videoexpress/job-schema';
import { useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { useHealth } from '../../../live/live-provider.tsx';
import { Button } from '../../../parts/button.tsx';
import { SettingRow } from '../parts/setting-row.tsx';
import { TextSetting } from '../parts/text-setting.tsx';

interface ProviderRowProps {
  readonly provider: CaptionProvider;
  readonly model: string;
  readonly onModel: (model: string) => Promise<unknown>;
}

/** The model of one provider, how its key is doing, and a test that costs nothing. */
export function ProviderRow({ provider, model, onModel }: ProviderRowProps) {
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const health = useHealth()?.find(({ id }) => id === provider);
  const { data, isPending, mutate } = useMutation({
    mutationFn: async (): Promise<EngineTest> => {
      const answer = await api.call('testCaptions', { params: { provider } });
      if (answer.ok) return answer.value.body;
      return { works: false, seconds: 0, detail: sentenceOf(answer.error), fix: null };
    },
  });
  const id = `captions-${provider}-model`;
  const label = captionProviders[provider];
  const hasKey = health !== undefined && health.status !== 'not_configured';
  const save = async (typed: string): Promise<boolean> => {
    const parsed = captionSettingsSchema.shape.openaiModel.safeParse(typed);
    setProblem(parsed.success ? undefined : modelNameProblem);
    if (!parsed.success) return false;
    await onModel(parsed.data);
    return true;
  };
  return (
    <SettingRow
      id={id}
      label={`Model of ${label}`}
      help={[health?.detail, health?.fix].filter((part) => part !== null && part !== undefined).join(' ')}
      error={problem}
      below={
        <output className="text-meta text-text-2 empty:hidden">
          {data === undefined || isPending ? null : (
            <>
              <span className={data.works ? 'text-positive' : 'text-negative'}>
                {data.works ? 'Works.' : 'Does not work.'}
              </span>{' '}
              {data.detail} {data.fix}
            </>
          )}
        </output>
      }
    >
      <TextSetting id={id} value={model} maxCharacters={100} isWrong={problem !== undefined} onSave={save} />
      <Button disabled={isPending || !hasKey} aria-label={`Test ${label}`} onClick={() => mutate()}>
        {isPending ? 'Testing…' : 'Test'}
      </Button>
    </SettingRow>
  );
}
