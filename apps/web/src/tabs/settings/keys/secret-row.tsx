'use client';

import type { Secret } from '@videoexpress/job-schema';
import { Lock, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button, IconButton } from '../../../parts/button.tsx';
import { SecretForm } from './secret-form.tsx';
import { nameOf, placeOf } from './secret-words.ts';
import { useSecretChanges } from './use-secret-changes.ts';

/** One secret: whether it is set, how it ends, where it comes from, and what can be done about it here. */
export function SecretRow({ secret }: { secret: Secret }) {
  const { name, service, label, source, stored, problem, from } = secret;
  const changes = useSecretChanges(secret);
  const [isOpen, setIsOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const isOutside = source === 'env';
  const isKept = stored !== null;
  const called = nameOf(secret);
  const place = placeOf(secret);

  /** The form goes, and the focus is where it came from. */
  const close = () => {
    flushSync(() => setIsOpen(false));
    changes.clearError();
    opener.current?.focus();
  };
  const save = async (value: string) => {
    if (await changes.put(value)) close();
  };
  const remove = async () => {
    if (changes.isBusy) return;
    await changes.remove();
    opener.current?.focus();
  };

  return (
    <li data-secret={name} className="grid gap-2 px-4 py-2.5">
      <div className="flex min-h-8 items-center gap-3">
        <div className="grid min-w-0 flex-1 gap-0.5">
          <span className="font-medium">{service.label}</span>
          <span className="text-meta text-text-2">{place === '' ? label : `${label} · ${place}`}</span>
        </div>
        <SecretEnd secret={secret} />
        {isOutside ? (
          <span className="flex shrink-0 items-center gap-1.5 text-meta text-text-2">
            <Lock aria-hidden="true" size={16} strokeWidth={1.75} />
            Set outside
          </span>
        ) : null}
        {isOutside || isOpen ? null : (
          <Button
            ref={opener}
            aria-label={`${isKept ? 'Replace' : 'Set'} the ${called}`}
            onClick={() => setIsOpen(true)}
          >
            {isKept ? 'Replace' : 'Set'}
          </Button>
        )}
        {isKept && !isOpen ? (
          <IconButton
            label={isOutside ? `Remove the ${called} that is kept` : `Remove the ${called}`}
            onClick={() => void remove()}
            className="-mr-2"
          >
            <Trash2 aria-hidden="true" size={16} strokeWidth={1.75} />
          </IconButton>
        ) : null}
      </div>
      {problem === null ? null : <p className="text-meta text-warning">{problem}</p>}
      {isOpen ? (
        <SecretForm
          id={name}
          label={`New value of the ${called}`}
          from={from}
          error={changes.error}
          isBusy={changes.isBusy}
          onSave={(value) => void save(value)}
          onCancel={close}
        />
      ) : null}
    </li>
  );
}

function SecretEnd({ secret: { set, lastFour } }: { secret: Secret }) {
  if (!set) return <span className="shrink-0 text-meta text-text-3">Not set</span>;
  if (lastFour === null) return <span className="shrink-0 text-meta text-text-2">Set</span>;
  return (
    <span className="shrink-0 font-mono text-meta">
      <span className="sr-only">Ends in </span>
      <span aria-hidden="true" className="text-text-3">
        ••••{' '}
      </span>
      {lastFour}
    </span>
  );
}
