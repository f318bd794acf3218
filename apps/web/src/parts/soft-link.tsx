'use client';

import { useRouter } from 'next/navigation';
import type { ComponentProps, MouseEvent } from 'react';

export interface LinkProps extends ComponentProps<'a'> {
  /** A path of the studio. */
  readonly href: string;
}

function wantsOtherTab(click: MouseEvent): boolean {
  return click.metaKey || click.ctrlKey || click.shiftKey || click.altKey || click.button !== 0;
}

/**
 * A link from one tab of the studio to another: the page stays, only the tab changes. What it leads to is fetched when a
 * pointer or the focus comes near, never before. `next/link` would do the same with 5 kB more of the first load, and
 * would fetch every link in sight.
 */
export function Link({ href, onClick, onPointerEnter, onFocus, children, ...rest }: LinkProps) {
  const router = useRouter();
  return (
    <a
      {...rest}
      href={href}
      onPointerEnter={(pointer) => {
        onPointerEnter?.(pointer);
        router.prefetch(href);
      }}
      onFocus={(focus) => {
        onFocus?.(focus);
        router.prefetch(href);
      }}
      onClick={(click) => {
        onClick?.(click);
        if (click.defaultPrevented || wantsOtherTab(click) || rest.target === '_blank') return;
        click.preventDefault();
        router.push(href);
      }}
    >
      {children}
    </a>
  );
}
