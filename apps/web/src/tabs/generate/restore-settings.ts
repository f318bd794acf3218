import type { AssetId, Engine } from '@videoexpress/job-schema';
import { sentenceOf } from '../../api/call-failure.ts';
import { api } from '../../api/client.ts';
import type { GenerateHandover } from '../../handover/generate-handover.ts';
import { showToast } from '../../toasts/toast-store.ts';
import { asGoodAsItGets } from './as-good-as-it-gets.ts';
import type { GenerateDraft } from './draft.ts';
import { draftFromSettings, type SettingsToRestore } from './draft-from-settings.ts';
import { draftStore, keepUnsent } from './draft-store.ts';
import { filesOf } from './files-of-settings.ts';
import { runsOn } from './job-request.ts';
import { setStartImage } from './start-image.ts';

/** Remix: another take. Reproduce: the same clip. Clip: whatever the file says, the seed too. */
export type RestoreHow = 'remix' | 'reproduce' | 'clip';

function words(how: RestoreHow, of: string): string {
  if (how === 'remix') return `Settings of “${of}” are in the form. The seed will be new.`;
  if (how === 'reproduce') return `Settings of “${of}” are in the form, with its seed.`;
  return `Settings of “${of}” restored.`;
}

function shortened(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}

/** Puts another draft into the form and says so, with the way back. */
function putIn(draft: GenerateDraft, text: string): void {
  const before = draftStore.get();
  if (draft.prompt !== before.prompt) keepUnsent(before.prompt, Date.now());
  draftStore.set(draft);
  showToast({ text, action: { label: 'Undo', run: () => draftStore.set(before) } });
}

/** Puts a clip's settings into the form and says so, with the way back. @param name what a person calls the clip */
export async function restoreSettings(
  settings: SettingsToRestore,
  how: RestoreHow,
  name: string,
  engines: readonly Engine[],
): Promise<void> {
  const files = await filesOf(settings);
  const { draft, notes } = draftFromSettings(draftStore.get(), settings, files, engines, how !== 'remix');
  putIn(draft, [words(how, shortened(name)), ...notes].join(' '));
}

/** The next piece of a clip: its settings with its last frame to start from. */
async function extend(settings: SettingsToRestore, image: AssetId, name: string, engines: readonly Engine[]) {
  const { last_image: _, ...kept } = settings.input;
  const onwards: SettingsToRestore = { ...settings, kind: 'image_to_video', input: { ...kept, image } };
  const files = await filesOf(onwards);
  const { draft, notes } = draftFromSettings(draftStore.get(), onwards, files, engines, false);
  putIn(draft, [`“${shortened(name)}” goes on from its last frame. Say what happens next.`, ...notes].join(' '));
}

/** A draft once more, as good as its model can: same seed, full size, the model's best preset. */
async function finish(settings: SettingsToRestore, name: string, engines: readonly Engine[]): Promise<void> {
  const files = await filesOf(settings);
  const { draft, notes } = draftFromSettings(draftStore.get(), settings, files, engines, true);
  const on = runsOn(engines, draft, undefined);
  const best = on === undefined ? draft : asGoodAsItGets(draft, on);
  const text = `“${shortened(name)}” with its seed, in high quality. At another size the same seed gives a close relative.`;
  putIn(best, [text, ...notes].join(' '));
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
  const { settings } = handover;
  const { prompt } = settings.input;
  const name = typeof prompt === 'string' && prompt.trim() !== '' ? prompt.trim() : 'the clip';
  if (handover.how === 'extend') return extend(settings, handover.image, name, engines);
  if (handover.how === 'finish') return finish(settings, name, engines);
  return restoreSettings(settings, handover.how, name, engines);
}
