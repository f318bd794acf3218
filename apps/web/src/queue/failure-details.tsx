'use client';

import type { JobError } from '@videoexpress/job-schema';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../parts/button.tsx';

/** The raw detail of a failure, folded, with a way to take it along. */
export function FailureDetails({ error }: { error: JobError }) {
  const [copied, setCopied] = useState(false);
  const text = `${error.code}: ${error.detail}`;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <details className="min-w-0 text-meta text-text-2 open:basis-full">
      <summary className="w-fit rounded-1 py-1 font-medium hover:text-text-1 max-md:py-3">Details</summary>
      <div className="mt-1 flex items-start gap-1 rounded-2 border border-line bg-surface-0 p-2">
        <pre className="min-w-0 flex-1 py-1 font-mono text-meta break-words whitespace-pre-wrap select-text">
          {text}
        </pre>
        <IconButton label={copied ? 'Copied' : 'Copy the details'} onClick={() => void copy()}>
          <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
    </details>
  );
}
