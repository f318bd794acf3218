'use client';

import { Check, CircleAlert, Copy, TriangleAlert } from 'lucide-react';
import { Link } from '../parts/soft-link.tsx';
import { useState } from 'react';
import { buttonClasses, IconButton } from '../parts/button.tsx';
import type { BannerWords } from './banner-words.ts';

function Details({ text }: { text: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const Icon = isCopied ? Check : Copy;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
  };
  return (
    <details className="relative shrink-0">
      <summary className={`${buttonClasses('bare')} list-none [&::-webkit-details-marker]:hidden`}>Details</summary>
      <div className="absolute top-full right-0 z-20 mt-2 flex w-80 max-w-[calc(100vw-32px)] items-start gap-2 rounded-2 border border-line bg-surface-2 py-2 pr-2 pl-4 shadow-pop light:bg-surface-1">
        <pre className="min-w-0 flex-1 py-1.5 font-mono text-meta break-words whitespace-pre-wrap select-text">
          {text}
        </pre>
        <IconButton label={isCopied ? 'Copied' : 'Copy the details'} onClick={() => void copy()}>
          <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      </div>
    </details>
  );
}

/** One line under the heads: what is wrong, what that means, and the way out. */
export function ProblemBanner({ words }: { words: BannerWords }) {
  const { tone, fact, meaning, fix, details } = words;
  const isNegative = tone === 'negative';
  const Icon = isNegative ? CircleAlert : TriangleAlert;
  return (
    <div
      role="alert"
      className={`z-10 flex min-h-(--head-height) items-center gap-3 border-b border-line px-6 max-md:px-4 max-md:py-2 md:absolute md:inset-x-0 md:top-(--head-height) md:h-(--head-height) ${isNegative ? 'bg-negative-quiet' : 'bg-warning-quiet'}`}
    >
      <Icon
        aria-hidden="true"
        size={16}
        strokeWidth={1.75}
        className={`shrink-0 ${isNegative ? 'text-negative' : 'text-warning'}`}
      />
      <p className="min-w-0 flex-1 md:truncate">
        <strong className="font-semibold">{fact}</strong> {meaning}
      </p>
      {details === null ? null : <Details key={details} text={details} />}
      {fix === null ? null : (
        <Link href={fix.href} className={`${buttonClasses()} max-md:hidden`}>
          {fix.label}
        </Link>
      )}
    </div>
  );
}
