'use client';

import type { Engine, EngineSettingValue } from '@videoexpress/job-schema';
import dynamic from 'next/dynamic';
import { useHealth } from '../../../live/live-provider.tsx';
import { Button } from '../../../parts/button.tsx';
import { HealthLight } from '../../../parts/health-light.tsx';
import { usePatchSettings } from '../../../settings/use-settings.ts';
import { healthWords } from '../../../shell/health-words.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { formatPrice } from '../../../words/money.ts';
import { EngineSetting } from './engine-setting.tsx';
import { useEngineTest } from './use-engine-test.ts';

const RentedWorkersFacts = dynamic(
  () => import('./rented-workers-facts.tsx').then((module) => module.RentedWorkersFacts),
  { ssr: false },
);
const OwnWorkers = dynamic(() => import('./own-workers.tsx').then((module) => module.OwnWorkers), { ssr: false });

const kindWords = { text_to_video: 'text to video', image_to_video: 'image to video', publish: 'publishing' } as const;

/** What is not set up is no fault. */
const detailTones = {
  ok: 'text-text-2',
  not_configured: 'text-text-2',
  degraded: 'text-warning',
  down: 'text-negative',
} as const;

interface EngineRowsProps {
  readonly engine: Engine;
  readonly values: Readonly<Record<string, EngineSettingValue>>;
  /** The engine of a job that names none. */
  readonly defaultEngine: string;
}

/** One engine: what it is, how it is, whether it is used by default, its settings and its test. */
export function EngineRows({ engine, values, defaultEngine }: EngineRowsProps) {
  const { id, label, notice, models, settings } = engine;
  const health = useHealth()?.find((service) => service.id === id) ?? engine.health;
  return (
    <div data-engine={id} className="divide-y divide-line">
      <div className="grid gap-2 px-4 py-3">
        <div className="flex items-center gap-3">
          <HealthLight status={health.status} />
          <h3 className="font-medium">{label}</h3>
          <span className="text-meta text-text-2">{healthWords[health.status]}</span>
          <div className="ml-auto flex items-center gap-2">
            <DefaultChoice engine={engine} defaultEngine={defaultEngine} />
          </div>
        </div>
        <p className="text-meta text-text-2">{notice}</p>
        {health.status === 'ok' ? null : (
          <p className={`text-meta ${detailTones[health.status]}`}>
            {health.detail} {health.fix}
          </p>
        )}
        <ul aria-label={`Models of ${label}`} className="grid gap-1 text-meta">
          {models.map((model) => (
            <li key={model.id} className="flex gap-3">
              <span className="shrink-0">{model.label}</span>
              <span className="min-w-0 text-text-2">{model.kinds.map((kind) => kindWords[kind]).join(', ')}</span>
              <span className="ml-auto shrink-0 text-text-2">{formatPrice(model.pricePerSecondUsd)}</span>
            </li>
          ))}
        </ul>
        {engine.workers === null ? null : <RentedWorkersFacts engineId={id} workers={engine.workers} />}
        {id === 'own-gpu' ? <OwnWorkers engineId={id} /> : null}
        <EngineTrial engine={engine} />
      </div>
      {settings.map((parameter) => (
        <EngineSetting
          key={parameter.name}
          engineId={id}
          parameter={parameter}
          value={values[parameter.name] ?? parameter.default}
        />
      ))}
    </div>
  );
}

function DefaultChoice({ engine, defaultEngine }: { engine: Engine; defaultEngine: string }) {
  const patchSettings = usePatchSettings();
  if (engine.id === defaultEngine) return <span className="text-meta text-text-2">Used by default</span>;
  const choose = async () => {
    const changed = await patchSettings({ defaultEngine: engine.id });
    if (!changed.ok) return;
    const back = () => void patchSettings({ defaultEngine });
    showToast({ text: `${engine.label} is used by default.`, action: { label: 'Undo', run: back } });
  };
  return (
    <Button aria-label={`Use by default: ${engine.label}`} onClick={() => void choose()}>
      Use by default
    </Button>
  );
}

function EngineTrial({ engine }: { engine: Engine }) {
  const trial = useEngineTest(engine.id);
  const { data: result, isPending } = trial;
  return (
    <div className="flex min-h-8 items-center gap-3">
      <Button aria-label={`Test ${engine.label}`} disabled={isPending} onClick={() => trial.mutate()}>
        {isPending ? 'Testing…' : 'Test'}
      </Button>
      <output className="min-w-0 text-meta text-text-2">
        {result === undefined || isPending ? null : (
          <>
            <span className={result.works ? 'text-positive' : 'text-negative'}>
              {result.works ? 'Works.' : 'Does not work.'}
            </span>{' '}
            {result.detail} {result.fix} <span className="text-text-3">{result.seconds.toFixed(1)} s</span>
          </>
        )}
      </output>
    </div>
  );
}
