'use client';

import { useQuery } from '@tanstack/react-query';
import { type AssetId, assetIdSchema } from '@videoexpress/job-schema';
import dynamic from 'next/dynamic';
import { Link } from '../../parts/soft-link.tsx';
import type { ReactNode } from 'react';
import { CallFailure } from '../../api/call-failure.ts';
import { libraryHref } from '../../library/filters/library-filters.ts';
import { lastLibrary } from '../../library/last-library.ts';
import { assetDetailsQuery } from '../../library/library-queries.ts';
import { Button, buttonClasses } from '../../parts/button.tsx';
import { useRouteId } from '../../parts/route-id.ts';
import { AskOutlet } from './dialogs/ask-outlet.tsx';

/** With the player and everything to do with a file: fetched beside the file's facts. */
const AssetView = dynamic(() => import('./detail/asset-view.tsx').then((module) => module.AssetView), { ssr: false });

function Message({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="grid flex-1 place-items-center p-6">
      <div className="grid max-w-96 justify-items-start gap-2">
        <h1 tabIndex={-1} className="text-title font-semibold">
          {title}
        </h1>
        <p className="text-read text-text-2">{text}</p>
        <div className="mt-2">{children}</div>
      </div>
    </div>
  );
}

function NotThere() {
  return (
    <Message title="This file is not in the library" text="It was deleted for good, or the address is wrong.">
      <Link href={libraryHref(lastLibrary())} className={buttonClasses('primary')}>
        Open the library
      </Link>
    </Message>
  );
}

function isNotFound(error: unknown): boolean {
  return error instanceof CallFailure && error.reason.code === 'problem' && error.reason.problem.status === 404;
}

function OneAsset({ id }: { id: AssetId }) {
  const { data, error, refetch } = useQuery(assetDetailsQuery(id));
  if (isNotFound(error)) return <NotThere />;
  if (data !== undefined) return <AssetView key={id} details={data} />;
  if (error === null) return <h1 className="sr-only">Asset</h1>;
  return (
    <Message title="This file cannot be shown now" text={error.message}>
      <Button onClick={() => void refetch()}>Try again</Button>
    </Message>
  );
}

/** One asset, large, with everything there is to know of it. */
export function AssetPage() {
  const text = useRouteId('assets');
  const id = assetIdSchema.safeParse(text);
  return (
    <main className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface-1">
      {text === null ? null : id.success ? <OneAsset id={id.data} /> : <NotThere />}
      <AskOutlet />
    </main>
  );
}
