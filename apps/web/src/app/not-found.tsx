import { buttonClasses } from '../parts/button.tsx';
import { Link } from '../parts/soft-link.tsx';

/** Shown for an address that leads nowhere. */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center bg-surface-0 p-4">
      <div className="grid w-full max-w-[480px] justify-items-start gap-2 rounded-2 border border-line bg-surface-1 p-6">
        <h1 className="text-hero font-semibold">There is nothing at this address</h1>
        <p className="text-read text-text-2">A job or a file may have been deleted, or the address is not whole.</p>
        <Link href="/" className={`mt-2 ${buttonClasses()}`}>
          Go to the studio
        </Link>
      </div>
    </main>
  );
}
