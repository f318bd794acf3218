'use client';

import { useQuery } from '@tanstack/react-query';
import type { Cloud } from '@videoexpress/job-schema';
import { useState } from 'react';
import { CallFailure } from '../../../api/call-failure.ts';
import { Button } from '../../../parts/button.tsx';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { formatAge } from '../../../words/durations.ts';
import { elsewhereQuery } from './cloud-query.ts';

type Machine = Cloud['others'][number];

/** The person's other computers, and what each made last: to look at. */
export function OtherMachines({ machines }: { readonly machines: readonly Machine[] }) {
  return (
    <div className="grid gap-2 px-4 py-3">
      <h3 className="font-medium">Other computers</h3>
      <ul aria-label="Other computers" className="grid gap-3">
        {machines.map((machine) => (
          <MachineRow key={machine.id} machine={machine} />
        ))}
      </ul>
    </div>
  );
}

function MachineRow({ machine }: { readonly machine: Machine }) {
  const [isOpen, setIsOpen] = useState(false);
  const nowMs = useNowMinuteMs();
  const listId = `elsewhere-${machine.id}`;
  const seen = machine.lastSeenAt === null ? 'never seen' : `seen ${formatAge(nowMs - Date.parse(machine.lastSeenAt))}`;
  return (
    <li className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 wrap-anywhere">{machine.name}</span>
        <span className="text-meta text-text-2">{seen}</span>
        <Button
          size="small"
          className="ml-auto"
          aria-expanded={isOpen}
          aria-controls={listId}
          aria-label={`${isOpen ? 'Hide' : 'Show'} what is on ${machine.name}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Hide' : 'Look'}
        </Button>
      </div>
      <div id={listId}>{isOpen ? <Elsewhere machine={machine} /> : null}</div>
    </li>
  );
}

function Elsewhere({ machine }: { readonly machine: Machine }) {
  const { data, error, isPending } = useQuery(elsewhereQuery(machine.id));
  if (error !== null) {
    return (
      <p role="alert" className="text-meta text-negative">
        {error instanceof CallFailure ? error.message : 'It could not be read.'}
      </p>
    );
  }
  if (isPending) return <p className="text-meta text-text-2">Reading…</p>;
  const { assets, jobs } = data;
  if (assets.length + jobs.length === 0) return <p className="text-meta text-text-2">There is nothing on it yet.</p>;
  return (
    <div className="grid gap-3 border-l border-line pl-3">
      <p className="text-meta text-text-2">On {machine.name}. Only that computer changes it.</p>
      {assets.length === 0 ? null : (
        <ul aria-label={`Clips on ${machine.name}`} className="grid max-h-60 gap-1 overflow-y-auto text-meta">
          {assets.map(({ id, name, remoteUrl, createdAt }) => (
            <li key={id} className="flex gap-3">
              <span className="min-w-0 flex-1 truncate" title={name}>
                {remoteUrl === null ? (
                  name
                ) : (
                  <a href={remoteUrl} target="_blank" rel="noreferrer" className="underline">
                    {name}
                  </a>
                )}
              </span>
              <time dateTime={createdAt} className="text-text-2 tabular-nums">
                {createdAt.slice(0, 10)}
              </time>
            </li>
          ))}
        </ul>
      )}
      {jobs.length === 0 ? null : (
        <ul aria-label={`Jobs on ${machine.name}`} className="grid max-h-60 gap-1 overflow-y-auto text-meta">
          {jobs.map(({ id, kind, prompt, state, createdAt }) => (
            <li key={id} className="flex gap-3">
              <span className="min-w-0 flex-1 truncate" title={prompt ?? kind}>
                {prompt ?? kind.replaceAll('_', ' ')}
              </span>
              <span className="text-text-2">{state}</span>
              <time dateTime={createdAt} className="text-text-2 tabular-nums">
                {createdAt.slice(0, 10)}
              </time>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
