import type { ComponentProps } from 'react';
import { IconButton } from '../parts/button.tsx';

/** Takes no room until the row is pointed at or has the focus; always there where there is no pointer. */
export const revealed =
  'w-0 overflow-hidden opacity-0 group-focus-within/job:w-7 group-focus-within/job:opacity-100 group-hover/job:w-7 group-hover/job:opacity-100 data-[state=open]:w-7 data-[state=open]:opacity-100 pointer-coarse:w-8 pointer-coarse:opacity-100 max-md:w-10! max-md:opacity-100!';

/** Small enough not to lie over the line below; full size where a finger presses it. */
export const rowButtonSize = 'md:size-7';

/** A button of a row, above the link that covers it. */
export function RowButton({ className = '', ...rest }: ComponentProps<typeof IconButton>) {
  return <IconButton {...rest} className={`relative ${rowButtonSize} ${className}`} />;
}
