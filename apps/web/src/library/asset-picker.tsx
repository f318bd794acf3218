'use client';

import type { Asset } from '@videoexpress/job-schema';
import dynamic from 'next/dynamic';

interface AssetPickerProps {
  /** Which kind of asset can be picked. */
  readonly type: 'image' | 'video';
  readonly onPick: (asset: Asset) => void;
  readonly onClose: () => void;
}

const PickerDialog = dynamic(() => import('./picker/picker-dialog.tsx').then((module) => module.PickerDialog), {
  ssr: false,
});

/** A dialog that lets a person pick one picture or clip of the library. Shown for as long as it is rendered. */
export function AssetPicker(props: AssetPickerProps) {
  return <PickerDialog {...props} />;
}
