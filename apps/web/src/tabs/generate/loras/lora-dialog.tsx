'use client';

import type { Asset, AssetId, EngineModel } from '@videoexpress/job-schema';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Upload, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useRef, useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { call } from '../../../api/client.ts';
import { putAsset } from '../../../library/asset-cache.ts';
import { Button, IconButton } from '../../../parts/button.tsx';
import { FieldError } from '../../../parts/field-error.tsx';
import { ProgressBar } from '../../../parts/progress-bar.tsx';
import { uploadFile } from '../../../uploads/upload-file.ts';
import { LoraLine } from './lora-line.tsx';

interface LoraDialogProps {
  readonly model: EngineModel;
  readonly chosen: readonly AssetId[];
  readonly onPick: (lora: Asset) => void;
  readonly onClose: () => void;
}

const mostShown = 200;

/** The LoRAs of the library, to pick one, and a way to bring another. */
export function LoraDialog({ model, chosen, onPick, onClose }: LoraDialogProps) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | undefined>();
  const [opener] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));
  const { data: loras, refetch } = useQuery({
    queryKey: ['loras'],
    queryFn: async ({ signal }) =>
      (await call('listAssets', { query: { type: 'lora', limit: mostShown }, signal })).body.items,
  });

  const bring = async (file: File) => {
    setProblem(undefined);
    setSent(0);
    const answer = await uploadFile(file, { name: file.name.replace(/\.safetensors$/i, ''), onProgress: setSent });
    setSent(null);
    if (!answer.ok) {
      const field = answer.error.code === 'problem' ? answer.error.problem.errors?.[0]?.message : undefined;
      return setProblem(field ?? sentenceOf(answer.error));
    }
    putAsset(client, answer.value);
    if (answer.value.type !== 'lora') return setProblem('That is no LoRA. It is in the Library all the same.');
    await refetch();
  };

  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-over-picture" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(close) => {
            close.preventDefault();
            if (opener?.isConnected === true) opener.focus();
          }}
          className="fixed inset-x-4 top-[8dvh] z-50 mx-auto flex max-h-[84dvh] max-w-xl flex-col overflow-hidden rounded-2 border border-line bg-surface-1 shadow-pop"
        >
          <div className="flex h-(--head-height) shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
            <Dialog.Title className="text-read font-semibold">Choose a LoRA</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X aria-hidden="true" size={16} strokeWidth={1.75} />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-2">
            {loras?.length === 0 ? (
              <p className="p-2 text-text-2">
                No LoRAs in the library yet. Bring a .safetensors file that was trained for a Wan or CogVideoX model.
              </p>
            ) : null}
            <ul className="grid gap-1">
              {loras?.map((lora) => (
                <LoraLine
                  key={lora.id}
                  lora={lora}
                  model={model}
                  isChosen={chosen.includes(lora.id)}
                  onPick={() => onPick(lora)}
                />
              ))}
            </ul>
          </div>
          <div className="grid gap-2 border-t border-line p-4">
            <input
              ref={input}
              type="file"
              accept=".safetensors"
              aria-label="LoRA file"
              hidden
              onChange={(change) => {
                const [file] = change.target.files ?? [];
                change.target.value = '';
                if (file !== undefined) void bring(file);
              }}
            />
            {sent === null ? (
              <Button onClick={() => input.current?.click()} className="justify-self-start">
                <Upload aria-hidden="true" size={16} strokeWidth={1.75} />
                Upload a LoRA
              </Button>
            ) : (
              <ProgressBar fraction={sent >= 1 ? null : sent} label="LoRA" stage={sent >= 1 ? 'Checking' : 'Sending'} />
            )}
            <FieldError id="lora-upload-error" message={problem} />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
