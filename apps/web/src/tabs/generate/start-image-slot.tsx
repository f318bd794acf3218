'use client';

import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { AssetPicker } from '../../library/asset-picker.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { endIntake, useClipIntake } from './clip-intake.ts';
import { EmptySlot } from './empty-slot.tsx';
import { removeStartImage, setStartImage } from './start-image.ts';
import type { GenerateFormState } from './use-generate-form.ts';

const FrameOffer = dynamic(() => import('./frame-offer.tsx').then((module) => module.FrameOffer), { ssr: false });

const ChosenPicture = dynamic(() => import('./picture-in-slot.tsx').then((module) => module.ChosenPicture), {
  ssr: false,
});
const Sending = dynamic(() => import('./picture-in-slot.tsx').then((module) => module.Sending), { ssr: false });

const acceptedFiles = 'image/png,image/jpeg,image/webp,video/mp4,video/quicktime,video/webm';

interface StartImageSlotProps {
  readonly form: GenerateFormState;
  readonly onFiles: (files: readonly File[]) => void;
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
      {draft.image === null ? null : (
        <ChosenPicture
          image={draft.image}
          what="start image"
          tag="Start"
          alt="First frame"
          onReplace={choose}
          onRemove={() => {
            removeStartImage();
            form.clearErrors();
          }}
        />
      )}
      {upload.fileName === null ? null : (
        <Sending fileName={upload.fileName} fraction={upload.fraction} onCancel={removeStartImage} />
      )}
      {intake?.kind === 'sending' ? <Sending {...intake} onCancel={endIntake} /> : null}
      {intake?.kind === 'offer' ? <FrameOffer clip={intake.clip} onDone={endIntake} /> : null}
      {draft.image === null && upload.fileName === null && intake === null ? (
        <EmptySlot
          label="Start image"
          hint="drop or pick"
          errorId="image-error"
          onChoose={choose}
          onLibrary={() => setIsPicking(true)}
        />
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
