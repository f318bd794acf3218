import type { ComponentProps } from 'react';

type Tone = 'quiet' | 'bare' | 'primary' | 'neutral';
type Size = 'small' | 'normal' | 'large';

const tones: Readonly<Record<Tone, string>> = {
  quiet: 'border-line bg-surface-1 hover:bg-surface-2 active:bg-surface-3 font-medium',
  bare: 'border-transparent hover:bg-surface-2 active:bg-surface-3 font-medium',
  neutral: 'border-line bg-surface-2 hover:bg-surface-3 font-semibold',
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-hover font-semibold',
};
const sizes: Readonly<Record<Size, string>> = {
  small: 'h-6 max-md:h-8 px-2 text-meta rounded-inner',
  normal: 'h-8 max-md:h-10 px-2.5 rounded-2',
  large: 'h-10 px-3 rounded-2',
};

/** The looks of a button, also for a link that acts like one. */
export function buttonClasses(tone: Tone = 'quiet', size: Size = 'normal'): string {
  const shape = 'inline-flex shrink-0 items-center gap-1.5 border whitespace-nowrap no-underline';
  return `${shape} transition-colors duration-(--t-press) ease-(--ease) ${tones[tone]} ${sizes[size]}`;
}

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  readonly tone?: Tone;
  readonly size?: Size;
  readonly submits?: boolean;
}

/** Quiet by default; one primary button a screen. */
export function Button({ tone, size, submits = false, className = '', ...rest }: ButtonProps) {
  return (
    <button {...rest} type={submits ? 'submit' : 'button'} className={`${buttonClasses(tone, size)} ${className}`} />
  );
}

/** The looks of a button that is only an icon. */
export const iconButtonClasses =
  'inline-flex size-8 max-md:size-10 shrink-0 items-center justify-center rounded-2 text-text-2 hover:bg-surface-2 hover:text-text-1 active:bg-surface-3 transition-colors duration-(--t-press)';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label'> {
  readonly label: string;
}

/** A button that is only an icon; its label is read aloud and shown on hover. */
export function IconButton({ label, className = '', ...rest }: IconButtonProps) {
  return (
    <button {...rest} type="button" aria-label={label} title={label} className={`${iconButtonClasses} ${className}`} />
  );
}
