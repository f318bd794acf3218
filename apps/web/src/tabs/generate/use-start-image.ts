import type { Asset } from '@videoexpress/job-schema';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from '../../api/client.ts';

/** The picture that the clip starts from: choosing one sends it to the library, which checks what it is. */
export function useStartImage() {
  const upload = useRef<AbortController | null>(null);
  const mutation = useMutation<Asset, Error, File>({
    mutationFn: async (file) => {
      upload.current?.abort();
      upload.current = new AbortController();
      const form = new FormData();
      form.set('file', file);
      return (await call('createAsset', { form, signal: upload.current.signal })).body;
    },
  });
  return {
    asset: mutation.data ?? null,
    fileName: mutation.variables?.name ?? null,
    isSending: mutation.isPending,
    error: mutation.error,
    choose: (file: File, onReady: (asset: Asset) => void) => mutation.mutate(file, { onSuccess: onReady }),
    remove: () => {
      upload.current?.abort();
      mutation.reset();
    },
  };
}
export type StartImage = ReturnType<typeof useStartImage>;
