'use client';

import { ImagePlus, Images, RefreshCw, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useRef, useState } from 'react';
import { posterUrl } from '../../api/asset-urls.ts';
import { AssetPicker } from '../../library/asset-picker.tsx';
import { Button } from '../../parts/button.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import { removeStartImage, setStartImage } from './start-image.ts';
import { endIntake, useClipIntake } from './clip-intake.ts';
import type { GenerateFormState } from './use-generate-form.ts';

const FrameOffer = dynamic(() => import('./frame-offer.tsx').then((module) => module.FrameOffer), { ssr: false });

const acceptedFiles = 'image/png,image/jpeg,image/webp,video/mp4,video/quicktime,video/webm';
const onPicture = 'rounded-inner bg-over-picture text-on-picture';

interface StartImageSlotProps {
  readonly form: GenerateFormState;
  readonly onFiles: (files: readonly File[]) => void;
}

function Sending({ fileName, fraction, onCancel }: { fileName: string; fraction: number; onCancel: () => void }) {
  const isSent = fraction >= 1;
  const stage = isSent ? 'Checking' : 'Sending';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-2 border border-line p-3">
      <p className="flex items-center gap-2 text-meta">
        <span className="min-w-0 flex-1 truncate">
          {stage} {fileName}
        </span>
        <span className="text-text-3">{isSent ? '' : `${Math.floor(fraction * 100)} %`}</span>
        <Button tone="bare" size="small" onClick={onCancel} className="-my-1 -mr-2">
          Cancel
        </Button>
      </p>
      <ProgressBar fraction={isSent ? null : fraction} label={fileName} stage={stage} />
    </div>
  );
}

function Chosen({ form, onReplace }: { form: GenerateFormState; onReplace: () => void }) {
  const { image } = form.draft;
  if (image === null) return null;
  const act = (label: string, run: () => void, icon: ReactNode) => (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={run}
      className={`grid size-7 place-items-center max-md:size-10 ${onPicture}`}
    >
      {icon}
    </button>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <div className="relative h-28 overflow-hidden rounded-2 bg-well">
        <img src={posterUrl(image.id)} alt={`First frame: ${image.name}`} className="size-full object-contain" />
        <span className={`absolute bottom-2 left-2 px-1 text-micro font-medium ${onPicture}`}>Start</span>
        <span className="absolute top-1 right-1 flex gap-1">
          {act('Replace the start image', onReplace, <RefreshCw aria-hidden="true" size={16} strokeWidth={1.75} />)}
          {act(
            'Remove the start image',
            () => {
              removeStartImage();
              form.clearErrors();
            },
            <X aria-hidden="true" size={16} strokeWidth={1.75} />,
          )}
        </span>
      </div>
      <p dir="auto" className="truncate text-meta text-text-3" title={image.name}>
        {image.name}
      </p>
    </div>
  );
}

/** The picture that starts moving. Optional: without one, the prompt alone makes the clip. */
export function StartImageSlot({ form, onFiles }: StartImageSlotProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isPicking, setIsPicking] = useState(false);
  const intake = useClipIntake();
  const { upload, draft } = form;
  const choose = () => input.current?.click();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <input
        ref={input}
        type="file"
        accept={acceptedFiles}
        hidden
        onChange={(change) => {
          const files = [...(change.target.files ?? [])];
          // The same file may be chosen again after it was mended.
          change.target.value = '';
          onFiles(files);
        }}
      />
      {draft.image === null ? null : <Chosen form={form} onReplace={choose} />}
      {upload.fileName === null ? null : (
        <Sending fileName={upload.fileName} fraction={upload.fraction} onCancel={removeStartImage} />
      )}
      {intake?.kind === 'sending' ? <Sending {...intake} onCancel={endIntake} /> : null}
      {intake?.kind === 'offer' ? <FrameOffer clip={intake.clip} onDone={endIntake} /> : null}
      {draft.image === null && upload.fileName === null && intake === null ? (
        <div className="flex h-12 items-stretch rounded-2 border border-dashed border-line-control text-meta text-text-2">
          <button
            type="button"
            onClick={choose}
            aria-describedby="image-error"
            className="flex min-w-0 flex-1 items-center justify-center gap-1.5 rounded-l-2 px-2 hover:bg-surface-2 hover:text-text-1"
          >
            <ImagePlus aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
            <span className="truncate">
              Start image <span className="text-text-3">· drop or pick</span>
            </span>
          </button>
          <button
            type="button"
            onClick={() => setIsPicking(true)}
            className="flex items-center gap-2 rounded-r-2 border-l border-dashed border-line-control px-3 hover:bg-surface-2 hover:text-text-1"
          >
            <Images aria-hidden="true" size={16} strokeWidth={1.75} />
            Library
          </button>
        </div>
      ) : null}
      {isPicking ? (
        <AssetPicker
          type="image"
          onPick={(asset) => {
            setIsPicking(false);
            setStartImage(asset);
            form.clearErrors();
          }}
          onClose={() => setIsPicking(false)}
        />
      ) : null}
      <FieldError id="image-error" message={form.errors.image} />
    </div>
  );
}
