import { type PatchSettings, patchSettingsSchema } from '@videoexpress/job-schema';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Only what a person set, each part as a patch would set it. What is left out takes its default. */
export type StoredSettings = Readonly<PatchSettings>;

/**
 * What was kept, as far as it can be read. A part that is damaged, or of a later version, is left out and named in
 * `faults`; the others stand.
 */
export function readStored(raw: unknown): { readonly stored: StoredSettings; readonly faults: readonly string[] } {
  if (raw === undefined) return { stored: {}, faults: [] };
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { stored: {}, faults: ['settings'] };
  const stored: Mutable<PatchSettings> = {};
  const faults: string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    const one = patchSettingsSchema.safeParse({ [name]: value });
    if (one.success) Object.assign(stored, one.data);
    else faults.push(name);
  }
  return { stored, faults };
}

/**
 * The settings with a change: records by their keys; captions, notifications, object storage and clients by field;
 * everything else whole.
 */
export function withPatch(stored: StoredSettings, patch: PatchSettings): StoredSettings {
  const { captions, engines, notifications, oauthClients, objectStorage, shortcuts, ...whole } = patch;
  return {
    ...stored,
    ...whole,
    ...(captions === undefined ? {} : { captions: { ...stored.captions, ...captions } }),
    ...(engines === undefined ? {} : { engines: mergedEngines(stored.engines ?? {}, engines) }),
    ...(notifications === undefined ? {} : { notifications: { ...stored.notifications, ...notifications } }),
    ...(objectStorage === undefined ? {} : { objectStorage: { ...stored.objectStorage, ...objectStorage } }),
    ...(oauthClients === undefined ? {} : { oauthClients: { ...stored.oauthClients, ...oauthClients } }),
    ...(shortcuts === undefined ? {} : { shortcuts: mergedShortcuts(stored.shortcuts ?? {}, shortcuts) }),
  };
}

type Engines = NonNullable<PatchSettings['engines']>;

function mergedEngines(before: Engines, changed: Engines): Engines {
  const merged = { ...before };
  for (const [id, values] of Object.entries(changed)) merged[id] = { ...before[id], ...values };
  return merged;
}

type Shortcuts = NonNullable<PatchSettings['shortcuts']>;

/** `false` takes a changed key back, so nothing of it is kept. */
function mergedShortcuts(before: Shortcuts, changed: Shortcuts): Shortcuts {
  return Object.fromEntries(Object.entries({ ...before, ...changed }).filter(([, chord]) => chord !== false));
}
