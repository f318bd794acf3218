'use client';

import type { ReactNode } from 'react';
import { Link } from '../parts/soft-link.tsx';
import { Check, CircleAlert, X } from 'lucide-react';
import { Button, IconButton } from '../parts/button.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import { cancelUpload, retryUploads } from './upload-store.ts';
import type { Upload } from './upload.ts';
import { stateWords } from './upload-words.ts';

/** One file on its way: its name, how far it is, and why it is not there where it is not. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { id, name, state } = upload;
  const isFailed = state.kind === 'failed';
  return (
    <li className="flex min-h-10 items-center gap-2 px-6 py-1 max-md:px-4" data-state={state.kind}>
      <div className="grid min-w-0 flex-1 gap-0.5">
        <div className="flex items-center gap-3">
          <span className="min-w-0 flex-1 truncate font-medium" title={name}>
            <bdi>{name}</bdi>
          </span>
          {!isFailed && <StateNote upload={upload} />}
        </div>
        {isFailed && <p className="text-meta text-negative">{state.reason}</p>}
        {state.kind === 'sending' && (
          <ProgressBar fraction={state.fraction < 1 ? state.fraction : null} label={name} stage={stateWords(upload)} />
        )}
      </div>
      {isFailed && <CircleAlert aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-negative" />}
      {isFailed && state.canRetry && (
        <Button size="small" onClick={() => retryUploads(id)}>
          Try again
        </Button>
      )}
      {state.kind !== 'added' && (
        <IconButton label={isFailed ? `Take ${name} off the list` : `Cancel ${name}`} onClick={() => cancelUpload(id)}>
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      )}
    </li>
  );
}

function StateNote({ upload }: { upload: Upload }): ReactNode {
  const { state } = upload;
  if (state.kind !== 'added') return <span className="text-meta text-text-2 tabular-nums">{stateWords(upload)}</span>;
  return (
    <span className="flex items-center gap-1.5 text-meta text-text-2">
      <Check aria-hidden="true" size={14} strokeWidth={1.75} className="text-positive" />
      <Link href={`/assets/${state.asset.id}`}>{stateWords(upload)}</Link>
    </span>
  );
}
