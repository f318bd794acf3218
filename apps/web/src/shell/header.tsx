import { productName } from '../queue/page-title.ts';
import { HealthMenu } from './health-menu.tsx';
import { ThemeButton } from './theme-button.tsx';

/** The name, how everything is doing, and the theme. */
export function Header() {
  return (
    <header className="flex h-(--head-height) shrink-0 items-center gap-2 border-b border-line px-4">
      <svg aria-hidden="true" viewBox="0 0 24 24" className="size-5 fill-none stroke-current stroke-[1.75]">
        <path d="M4 5.5h16v13H4z" strokeLinejoin="round" />
        <path d="m10 9 5 3-5 3z" className="fill-current" />
      </svg>
      <span className="text-read font-semibold">{productName}</span>
      <div className="-mr-2 ml-auto flex items-center gap-1">
        <HealthMenu />
        <ThemeButton />
      </div>
    </header>
  );
}
