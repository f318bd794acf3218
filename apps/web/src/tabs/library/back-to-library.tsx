import { ArrowLeft } from 'lucide-react';
import { Link } from '../../parts/soft-link.tsx';

interface BackToLibraryProps {
  readonly href: string;
  /** The key that does the same, where there is one. */
  readonly keys?: string;
}

/** The arrow at the head of what lies below the library. */
export function BackToLibrary({ href, keys }: BackToLibraryProps) {
  const words = 'Back to the library';
  return (
    <Link
      href={href}
      aria-label={words}
      title={keys === undefined ? words : `${words} (${keys})`}
      className="-ml-2 grid size-8 shrink-0 place-items-center rounded-2 text-text-2 hover:bg-surface-2 hover:text-text-1 max-md:size-10"
    >
      <ArrowLeft aria-hidden="true" size={16} strokeWidth={1.75} />
    </Link>
  );
}
