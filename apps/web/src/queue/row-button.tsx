import type { ComponentProps } from 'react';
import { IconButton } from '../parts/button.tsx';

/** Low enough not to lie over the line below; full size where a finger presses it. */
export const rowButtonHeight = 'relative md:h-6';
/** Takes no room until the row is pointed at or has the focus; always there where there is no pointer. */
export const revealed =
  'overflow-hidden md:w-0 md:opacity-0 md:group-focus-within/job:w-7 md:group-focus-within/job:opacity-100 md:group-hover/job:w-7 md:group-hover/job:opacity-100 md:data-[state=open]:w-7 md:data-[state=open]:opacity-100 md:pointer-coarse:w-8 md:pointer-coarse:opacity-100';
const always = 'md:w-7';

interface RowButtonProps extends ComponentProps<typeof IconButton> {
  /** It shows up only when the row is pointed at or has the focus. */
  readonly isRevealed?: boolean;
}

/** A button of a row, above the link that covers it. */
export function RowButton({ isRevealed = false, ...rest }: RowButtonProps) {
  return <IconButton {...rest} className={`${rowButtonHeight} ${isRevealed ? revealed : always}`} />;
}
