'use client';

import { useQueries } from '@tanstack/react-query';
import { assetIdSchema } from '@videoexpress/job-schema';
import { useEffect } from 'react';
import { Link } from '../../../parts/soft-link.tsx';
import { libraryHref } from '../../../library/filters/library-filters.ts';
import { lastLibrary } from '../../../library/last-library.ts';
import { assetDetailsQuery } from '../../../library/library-queries.ts';
import { buttonClasses } from '../../../parts/button.tsx';
import { takeTabFocus } from '../../../parts/take-tab-focus.ts';
import { ComparePair } from './compare-pair.tsx';

function CannotCompare() {
  return (
    <div className="grid flex-1 place-items-center p-6">
      <div className="grid max-w-96 justify-items-start gap-2">
        <h1 tabIndex={-1} className="text-title font-semibold">
          These two cannot be compared
        </h1>
        <p className="text-read text-text-2">
          Comparing takes two clips that are in the library. One of them was deleted for good, or is no clip.
        </p>
        <Link href={libraryHref(lastLibrary())} className={`${buttonClasses('primary')} mt-2`}>
          Open the library
        </Link>
      </div>
    </div>
  );
}

function focusWhatIsThereNow(): void {
  requestAnimationFrame(() => {
    const area = document.getElementById('tab');
    if (area !== null) takeTabFocus(area);
  });
}

/** Comparing comes and goes within one tab, so the focus, which a change of tab moves, is moved here. */
function useFocusOfComparing(): void {
  useEffect(() => {
    focusWhatIsThereNow();
    return focusWhatIsThereNow;
  }, []);
}

/** Two clips in one time. `ids` is as it stands in the address: two ids with a comma between. */
export function CompareView({ ids }: { ids: string }) {
  useFocusOfComparing();
  const parsed = ids.split(',').map((id) => assetIdSchema.safeParse(id));
  const known = parsed.flatMap((id) => (id.success ? [id.data] : []));
  const [one, other] = useQueries({ queries: known.map((id) => assetDetailsQuery(id)) });
  const isPair = parsed.length === 2 && known.length === 2;
  if (!isPair || one === undefined || other === undefined) return <CannotCompare />;
  if (one.isError || other.isError) return <CannotCompare />;
  if (one.data === undefined || other.data === undefined) return <h1 className="sr-only">Compare</h1>;
  if (one.data.asset.type !== 'video' || other.data.asset.type !== 'video') return <CannotCompare />;
  return <ComparePair key={ids} one={one.data} other={other.data} />;
}
