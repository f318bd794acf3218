import { ArrowUp } from 'lucide-react';
import { Button } from '../../../parts/button.tsx';

/** What came in while the person was looking further down. */
export function NewAssetsButton({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div aria-live="polite" className="pointer-events-none absolute inset-x-0 top-3 z-10 flex justify-center">
      {count === 0 ? null : (
        <Button tone="neutral" className="pointer-events-auto shadow-pop" onClick={onShow}>
          <ArrowUp aria-hidden="true" size={16} strokeWidth={1.75} />
          {count === 1 ? '1 new' : `${count} new`}
        </Button>
      )}
    </div>
  );
}
