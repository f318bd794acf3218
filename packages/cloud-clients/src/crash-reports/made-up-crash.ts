/** What the made-up crash says: one of everything that must stay on this computer. */
export const saidByMadeUpCrash =
  'Cannot render “a red fox in the snow” to /home/ada/Videos/fox.mp4 for ada@example.org: ' +
  'https://example.org/hook?token=abc refused the key sk-made-up-0123456789';

/** An exception as a bug would throw one, to show what is sent of it. */
export class MadeUpCrash extends TypeError {
  override readonly name = 'MadeUpCrash';
}

/** A new one, with the stack of this place. */
export function makeUpCrash(): MadeUpCrash {
  return new MadeUpCrash(saidByMadeUpCrash);
}
