'use client';

import { useQuery } from '@tanstack/react-query';
import { Link } from '../../parts/soft-link.tsx';
import type { ReactNode } from 'react';
import { type LibraryFilters, isFiltered, withoutFilters } from '../../library/filters/library-filters.ts';
import { projectsQuery } from '../../library/library-queries.ts';
import { useEngineLabels } from '../../library/use-engine-labels.ts';
import { Button, buttonClasses } from '../../parts/button.tsx';
import { filterWords } from './filters/filter-words.ts';

interface LibraryEmptyProps {
  readonly filters: LibraryFilters;
  readonly setFilters: (next: LibraryFilters) => void;
}

function Card({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="grid flex-1 place-items-center p-6">
      <div className="grid max-w-96 justify-items-start gap-2">
        <h2 className="text-title font-semibold">{title}</h2>
        <p className="text-read text-text-2">{text}</p>
        <div className="mt-2 flex gap-2">{children}</div>
      </div>
    </div>
  );
}

/** Nothing to show, and what to do about it. */
export function LibraryEmpty({ filters, setFilters }: LibraryEmptyProps) {
  const { data: projects } = useQuery(projectsQuery);
  const labels = useEngineLabels();
  if (isFiltered(filters)) {
    const words = filterWords(filters, projects, labels).join(', ');
    return (
      <Card title="Nothing matches" text={`Nothing in the ${filters.isTrash ? 'trash' : 'library'} matches ${words}.`}>
        <Button tone="primary" onClick={() => setFilters(withoutFilters(filters))}>
          Clear filters
        </Button>
      </Card>
    );
  }
  if (filters.isTrash) {
    return (
      <Card title="The trash is empty" text="What is deleted comes here first, and can be brought back.">
        <Link href="/library" className={buttonClasses('quiet')}>
          Back to the library
        </Link>
      </Card>
    );
  }
  return (
    <Card
      title="Nothing here yet"
      text="Every clip you make comes here by itself. Pictures and clips you already have can be dropped anywhere on this page."
    >
      <Link href="/" className={buttonClasses('primary')}>
        Generate a clip
      </Link>
    </Card>
  );
}
