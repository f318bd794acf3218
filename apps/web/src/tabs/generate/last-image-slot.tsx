'use client';

import { useRef, useState } from 'react';
import { AssetPicker } from '../../library/asset-picker.tsx';
import { FieldError } from '../../parts/field-error.tsx';
import { lastImage } from './last-image.ts';
import { EmptySlot } from './empty-slot.tsx';
import { ChosenPicture, Sending } from './picture-in-slot.tsx';
import type { GenerateFormState } from './use-generate-form.ts';

/** The picture that the clip ends on, for models that can; there is one only where there is a first one. */
export function LastImageSlot({ form }: { form: GenerateFormState }) {
  const input = useRef<HTMLInputElement>(null);
  const [isPicking, setIsPicking] = useState(false);
  const upload = lastImage.useUpload();
  const { draft } = form;
  const choose = () => input.current?.click();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        aria-label="Last frame"
        hidden
        onChange={(change) => {
          const [file] = change.target.files ?? [];
          if (file !== undefined) void lastImage.send(file);
          // The same file may be chosen again after it was mended.
          change.target.value = '';
          form.clearErrors();
        }}
      />
      {draft.lastImage === null ? null : (
        <ChosenPicture
          image={draft.lastImage}
          what="last frame"
          tag="End"
          alt="Last frame"
          onReplace={choose}
          onRemove={() => {
            lastImage.remove();
            form.clearErrors();
          }}
        />
      )}
      {upload.fileName === null ? null : (
        <Sending fileName={upload.fileName} fraction={upload.fraction} onCancel={() => lastImage.remove()} />
      )}
      {draft.lastImage === null && upload.fileName === null ? (
        <EmptySlot
          label="Last frame"
          hint="where it is to end"
          errorId="last-image-error"
          onChoose={choose}
          onLibrary={() => setIsPicking(true)}
        />
      ) : null}
      {isPicking ? (
        <AssetPicker
          type="image"
          onPick={(asset) => {
            setIsPicking(false);
            lastImage.put(asset);
            form.clearErrors();
          }}
          onClose={() => setIsPicking(false)}
        />
      ) : null}
      <FieldError id="last-image-error" message={form.errors.lastImage ?? upload.error ?? undefined} />
    </div>
  );
}
