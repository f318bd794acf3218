import { SearchX } from 'lucide-react';
import { Link } from '../../parts/soft-link.tsx';
import { buttonClasses } from '../../parts/button.tsx';

/** The address names a job that is not here: it was removed from the history, or belongs to another studio. */
export function UnknownJob() {
  return (
    <div className="m-auto grid max-w-[420px] justify-items-start gap-3 px-4 py-12">
      <SearchX aria-hidden="true" size={20} strokeWidth={1.5} className="text-text-2" />
      <h3 className="text-hero font-semibold">There is no job at this address</h3>
      <p className="text-text-2">
        It was removed from the history, or the link is from another studio. Its clip may still be in the Library.
      </p>
      <span className="flex gap-2">
        <Link href="/" className={buttonClasses()}>
          Show the newest clip
        </Link>
        <Link href="/library" className={buttonClasses('bare')}>
          Open the Library
        </Link>
      </span>
    </div>
  );
}
