'use client';

import { useQuery } from '@tanstack/react-query';
import { Link } from '../../parts/soft-link.tsx';
import { countWords } from '../../library/asset-words.ts';
import { formatBytes } from '../../words/file-size.ts';
import { libraryQuery } from '../../library/library-queries.ts';
import { buttonClasses } from '../../parts/button.tsx';

const panelId = 'disk-use';

function Row({ label, words, bytes }: { label: string; words: string; bytes: number }) {
  return (
    <div className="flex items-baseline gap-2 px-4 py-1.5">
      <dt className="font-medium">{label}</dt>
      <dd className="flex-1 text-meta text-text-2">{words}</dd>
      <dd className="text-meta">{formatBytes(bytes)}</dd>
    </div>
  );
}

const names = { video: 'Clips', image: 'Pictures', audio: 'Sounds', lora: 'LoRAs' } as const;

/** How much of the disk the library takes; pressed, by what. */
export function DiskUse() {
  const { data: summary } = useQuery(libraryQuery);
  if (summary === undefined) return null;
  const { total, trash, disk } = summary;
  return (
    <>
      <button
        type="button"
        popoverTarget={panelId}
        className={`${buttonClasses('bare')} text-meta text-text-2 max-md:hidden`}
      >
        <span className="sr-only">Disk use: </span>
        {formatBytes(total.bytes + trash.bytes)}
        <span className="text-text-3">of {formatBytes(disk.totalBytes)}</span>
      </button>
      <section
        id={panelId}
        popover="auto"
        aria-label="Disk use"
        className="inset-auto top-12 right-24 w-80 max-w-[calc(100vw-32px)] rounded-2 border border-line bg-surface-2 py-2 text-text-1 shadow-pop light:bg-surface-1"
      >
        <dl>
          {summary.byType
            .filter(({ count }) => count > 0)
            .map(({ type, count, bytes }) => (
              <Row key={type} label={names[type]} words={countWords(count, type)} bytes={bytes} />
            ))}
          <Row label="Trash" words={countWords(trash.count)} bytes={trash.bytes} />
          <div className="mt-1 flex items-baseline gap-2 border-t border-line px-4 pt-2.5 pb-1.5">
            <dt className="flex-1 font-medium">Free on this disk</dt>
            <dd className="text-meta">{formatBytes(disk.freeBytes)}</dd>
          </div>
        </dl>
        {trash.count === 0 ? null : (
          <div className="border-t border-line px-4 pt-3 pb-2">
            <Link href="/library?view=trash" className={buttonClasses('quiet')}>
              Look into the trash
            </Link>
          </div>
        )}
      </section>
    </>
  );
}
