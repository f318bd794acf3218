'use client';

import { useQuery } from '@tanstack/react-query';
import type { ConnectedWorkers, WorkerListenerState } from '@videoexpress/job-schema';
import { call } from '../../../api/client.ts';
import { Button } from '../../../parts/button.tsx';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { usePatchSettings } from '../../../settings/use-settings.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { WorkerRow } from './worker-row.tsx';

/** Nothing tells of a worker that comes or goes, so they are looked at while this is in sight. */
const lookEveryMs = 3000;
const usualAddress = '127.0.0.1:8124';
const startCommand = 'videoexpress worker start';
const tokenCommand = 'videoexpress worker token';

/** The connected workers of one's own and what each is doing; and how one comes in. */
export function OwnWorkers({ engineId }: { engineId: string }) {
  const { data } = useQuery({
    queryKey: ['workers'],
    queryFn: async ({ signal }): Promise<ConnectedWorkers> => (await call('listWorkers', { signal })).body,
    refetchInterval: lookEveryMs,
  });
  if (data === undefined) return null;
  const { items, listener, waiting } = data;
  return (
    <div className="grid gap-2">
      <Door engineId={engineId} listener={listener} waiting={waiting} />
      <ul aria-label="Workers of your own" className="grid gap-2 empty:hidden">
        {items.map((worker) => (
          <WorkerRow key={worker.id} worker={worker} />
        ))}
      </ul>
      {listener.state === 'open' ? <HowToStart hasWorkers={items.length > 0} /> : null}
    </div>
  );
}

function waitingWords(waiting: number): string {
  if (waiting === 0) return '';
  return waiting === 1 ? ' 1 job waits for a worker.' : ` ${waiting} jobs wait for a worker.`;
}

interface DoorProps {
  readonly engineId: string;
  readonly listener: WorkerListenerState;
  readonly waiting: number;
}

/** Where workers come in, and the way to open it. */
function Door({ engineId, listener, waiting }: DoorProps) {
  const patchSettings = usePatchSettings();
  const { state, address, beyondThisMachine } = listener;
  if (state === 'open') {
    return (
      <p className="text-meta text-text-2">
        Workers come in at {address}.{waitingWords(waiting)}
        {beyondThisMachine ? (
          <span className="text-warning">
            {' '}
            Others on the network can reach it: without TLS in front, they can read prompts, clips and the token.
          </span>
        ) : null}
      </p>
    );
  }
  // The health of the engine says why, in the card already.
  if (state === 'failed') return null;
  const open = async () => {
    const set = (listen: string) => patchSettings({ engines: { [engineId]: { listen } } });
    if (!(await set(usualAddress)).ok) return;
    showToast({ text: `Workers come in at ${usualAddress}.`, action: { label: 'Undo', run: () => void set('') } });
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="min-w-0 flex-1 basis-60 text-meta text-text-2">
        Open the usual address of this machine, or set another one below.{waitingWords(waiting)}
      </p>
      <Button onClick={() => void open()}>Let workers in</Button>
    </div>
  );
}

/** The commands for the machine with the GPU. */
function HowToStart({ hasWorkers }: { hasWorkers: boolean }) {
  return (
    <div className="grid gap-1 text-meta text-text-2">
      <p>{hasWorkers ? 'Start another one' : 'No worker is connected. Start one'} on the machine with the GPU:</p>
      <Command text={startCommand} />
      <p>From another machine it needs the token, which this one shows with:</p>
      <Command text={tokenCommand} />
    </div>
  );
}

function Command({ text }: { text: string }) {
  return (
    <div className="flex items-center gap-2">
      <code className="min-w-0 flex-1 rounded-1 bg-surface-2 px-2 py-1 font-mono text-meta break-words text-text-1 select-text">
        {text}
      </code>
      <CopyButton text={text} label={`Copy ${text}`} />
    </div>
  );
}
