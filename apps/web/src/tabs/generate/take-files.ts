import type { Asset, Engine } from '@videoexpress/job-schema';
import { sentenceOf } from '../../api/call-failure.ts';
import { api } from '../../api/client.ts';
import { showToast } from '../../toasts/toast-store.ts';
import { uploadFile } from '../../uploads/upload-file.ts';
import { queueUploads } from '../../uploads/upload-store.ts';
import { clipIntake, endIntake } from './clip-intake.ts';
import { restoreSettings } from './restore-settings.ts';
import { sayImageProblem, sendStartImage } from './start-image.ts';

function isClip(file: File): boolean {
  return file.type.startsWith('video/') || /\.(mp4|m4v|mov|webm|mkv)$/i.test(file.name);
}

/** Reads what a clip was made with: a clip of the studio fills the form, of any other a frame is offered. */
async function takeClip(file: File, engines: readonly Engine[]): Promise<void> {
  endIntake();
  const upload = new AbortController();
  const show = (fraction: number) => clipIntake.set({ kind: 'sending', fileName: file.name, fraction, upload });
  const isMine = () => {
    const now = clipIntake.get();
    return now?.kind === 'sending' && now.upload === upload;
  };
  show(0);
  const sent = await uploadFile(file, {
    signal: upload.signal,
    onProgress: (fraction) => {
      if (isMine()) show(fraction);
    },
  });
  if (!isMine()) return;
  if (!sent.ok) {
    clipIntake.set(null);
    const field = sent.error.code === 'problem' ? sent.error.problem.errors?.[0]?.message : undefined;
    return sayImageProblem(field ?? sentenceOf(sent.error));
  }
  await offerClip(sent.value, engines);
}

/** The same for a clip that is in the library already. */
async function offerClip(clip: Asset, engines: readonly Engine[]): Promise<void> {
  if (clip.type !== 'video') {
    clipIntake.set(null);
    return sayImageProblem('Only pictures and clips can be dropped here.');
  }
  const details = await api.call('getAssetDetails', { params: { id: clip.id } });
  const settings = details.ok ? details.value.body.settings : null;
  if (settings === null) return clipIntake.set({ kind: 'offer', clip });
  clipIntake.set(null);
  await restoreSettings(settings, 'clip', clip.name, engines);
}

/** Takes what was dropped, pasted or chosen: a picture to start from, or a clip. What is more goes to the library. */
export function takeFiles(files: readonly File[], engines: readonly Engine[]): void {
  const first = files.find((file) => file.type.startsWith('image/')) ?? files[0];
  if (first === undefined) return;
  if (isClip(first)) void takeClip(first, engines);
  else void sendStartImage(first);
  const others = files.filter((file) => file !== first);
  if (others.length === 0) return;
  queueUploads(others);
  const what = others.length === 1 ? 'the other one goes' : `the other ${others.length} go`;
  showToast({ text: `“${first.name}” is taken here; ${what} to the Library.` });
}
