import { Link } from '../parts/soft-link.tsx';

/** Shown for an address that leads nowhere. */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center bg-surface-0 p-4">
      <div className="grid justify-items-start gap-3">
        <h1 className="text-hero font-semibold">There is nothing at this address</h1>
        <Link href="/" className="underline underline-offset-4">
          Go to the studio
        </Link>
      </div>
    </main>
  );
}
