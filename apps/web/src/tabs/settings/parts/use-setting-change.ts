'use client';

import type { PatchSettings } from '@videoexpress/job-schema';
import { useState } from 'react';
import { usePatchSettings } from '../../../settings/use-settings.ts';
import { showToast } from '../../../toasts/toast-store.ts';

interface SettingChange {
  /** What the daemon said is wrong with the field, until the next try. */
  readonly error: string | undefined;
  /** Saves at once; false when it was refused. `undo` is the patch that takes it back, offered in a note with `said`. */
  readonly change: (
    patch: PatchSettings,
    undo?: { readonly said: string; readonly back: PatchSettings },
  ) => Promise<boolean>;
}

/** Changes the setting at `path`; a refusal that names it is shown at its field. */
export function useSettingChange(path: string): SettingChange {
  const patchSettings = usePatchSettings();
  const [error, setError] = useState<string | undefined>(undefined);
  const change: SettingChange['change'] = async (patch, undo) => {
    setError(undefined);
    const answer = await patchSettings(patch, { showsRefusal: true });
    if (answer.ok) {
      if (undo === undefined) return true;
      showToast({ text: undo.said, action: { label: 'Undo', run: () => void patchSettings(undo.back) } });
      return true;
    }
    const { error: reason } = answer;
    const errors = reason.code === 'problem' ? (reason.problem.errors ?? []) : [];
    setError((errors.find((each) => each.path === path) ?? errors[0])?.message);
    return false;
  };
  return { error, change };
}
