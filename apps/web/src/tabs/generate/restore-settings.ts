import { type Asset, type AssetId, assetIdSchema, type Engine } from '@videoexpress/job-schema';
import { sentenceOf } from '../../api/call-failure.ts';
import { api } from '../../api/client.ts';
import type { GenerateHandover } from '../../handover/generate-handover.ts';
import { showToast } from '../../toasts/toast-store.ts';
import { draftFromSettings, type SettingsToRestore } from './draft-from-settings.ts';
import { draftStore, keepUnsent } from './draft-store.ts';
import { setStartImage } from './start-image.ts';

/** Remix: another take. Reproduce: the same clip. Clip: whatever the file says, the seed too. */
export type RestoreHow = 'remix' | 'reproduce' | 'clip';

async function assetOf(id: AssetId): Promise<Asset | null> {
  const answer = await api.call('getAsset', { params: { id } });
  return answer.ok ? answer.value.body : null;
}

function words(how: RestoreHow, name: string): string {
  const of = name.length > 40 ? `${name.slice(0, 39)}…` : name;
  if (how === 'remix') return `Settings of “${of}” are in the form. The seed will be new.`;
  if (how === 'reproduce') return `Settings of “${of}” are in the form, with its seed.`;
  return `Settings of “${of}” restored.`;
}

/** Puts a clip's settings into the form and says so, with the way back. @param name what a person calls the clip */
export async function restoreSettings(
  settings: SettingsToRestore,
  how: RestoreHow,
  name: string,
  engines: readonly Engine[],
): Promise<void> {
  const imageId = assetIdSchema.safeParse(settings.input['image']);
  const image = imageId.success ? await assetOf(imageId.data) : null;
  const before = draftStore.get();
  const { draft, notes } = draftFromSettings(before, settings, image, engines, how !== 'remix');
  if (draft.prompt !== before.prompt) keepUnsent(before.prompt, Date.now());
  draftStore.set(draft);
  showToast({
    text: [words(how, name), ...notes].join(' '),
    action: { label: 'Undo', run: () => draftStore.set(before) },
  });
}

/** Makes a picture of the library the start image and says so, with the way back. */
async function takeImage(id: AssetId): Promise<void> {
  const before = draftStore.get();
  const answer = await api.call('getAsset', { params: { id } });
  if (!answer.ok) return void showToast({ text: sentenceOf(answer.error), tone: 'negative' });
  setStartImage(answer.value.body);
  showToast({
    text: `“${answer.value.body.name}” is the start image.`,
    action: { label: 'Undo', run: () => draftStore.set(before) },
  });
}

/** Takes what another part of the studio left for the form. */
export async function takeOver(handover: GenerateHandover, engines: readonly Engine[]): Promise<void> {
  if (handover.how === 'start_image') return takeImage(handover.image);
  const { prompt } = handover.settings.input;
  const name = typeof prompt === 'string' && prompt.trim() !== '' ? prompt.trim() : 'the clip';
  return restoreSettings(handover.settings, handover.how, name, engines);
}
