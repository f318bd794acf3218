'use client';

import type { Asset, PostContent } from '@videoexpress/job-schema';
import { Image } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Menu } from '../../../parts/menu.tsx';
import { formatClipSeconds } from '../../../words/durations.ts';
import { fieldClasses } from '../parts/field.tsx';
import { changeContent } from './compose-store.ts';

const FrameDialog = dynamic(() => import('./frame-dialog.tsx').then((module) => module.FrameDialog), { ssr: false });

type Cover = PostContent['cover'];

function coverWords(cover: Cover): string {
  switch (cover.kind) {
    case 'poster':
      return 'The clip’s still';
    case 'frame':
      return `Frame at ${formatClipSeconds(cover.seconds)}`;
    case 'none':
      return 'The service chooses';
  }
}

interface CoverFieldProps {
  readonly cover: Cover;
  readonly asset: Asset | undefined;
}

/** The still that stands for the clip at the services. */
export function CoverField({ cover, asset }: CoverFieldProps) {
  const [isChoosing, setIsChoosing] = useState(false);
  const set = (next: Cover) => changeContent({ cover: next });
  return (
    <div className="grid min-w-0 gap-1">
      <span className="text-meta text-text-2">Cover</span>
      <span data-field="cover" className="grid [&>span]:flex">
        <Menu
          label="Cover"
          buttonLabel={`Cover: ${coverWords(cover)}`}
          className={`${fieldClasses} flex items-center justify-between gap-2 text-start`}
          items={[
            {
              kind: 'choice',
              id: 'poster',
              label: 'The clip’s still',
              isChosen: cover.kind === 'poster',
              onChoose: () => set({ kind: 'poster' }),
            },
            {
              kind: 'choice',
              id: 'none',
              label: 'The service chooses',
              isChosen: cover.kind === 'none',
              onChoose: () => set({ kind: 'none' }),
            },
            { kind: 'line', id: 'line' },
            {
              kind: 'action',
              id: 'frame',
              label: 'Choose a frame…',
              offBecause: asset === undefined ? 'Choose a clip first' : undefined,
              onChoose: () => setIsChoosing(true),
            },
          ]}
        >
          <span className="truncate">{coverWords(cover)}</span>
          <Image aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-text-2" />
        </Menu>
      </span>
      {isChoosing && asset !== undefined ? (
        <FrameDialog
          asset={asset}
          seconds={cover.kind === 'frame' ? cover.seconds : 0}
          onPick={(seconds) => set({ kind: 'frame', seconds })}
          onClose={() => setIsChoosing(false)}
        />
      ) : null}
    </div>
  );
}
