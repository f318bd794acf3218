'use client';

import { changeDraft } from './draft-store.ts';
import { pictureSlot } from './picture-slot.ts';

const slot = pictureSlot((asset) => changeDraft({ lastImage: asset }), 'a last frame');

/** The picture that the clip ends on. */
export const lastImage = {
  ...slot,
  /** Takes it out, also one that is still on its way. */
  remove(): void {
    slot.callOff();
    changeDraft({ lastImage: null });
  },
};
