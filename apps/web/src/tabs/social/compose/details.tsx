'use client';

import type { Asset, Connection, Visibility } from '@videoexpress/job-schema';
import { useId } from 'react';
import { Field, fieldClasses } from '../parts/field.tsx';
import { youtubeCategories } from './categories.ts';
import type { ComposeDraft } from './compose-draft.ts';
import { changeContent } from './compose-store.ts';
import { CoverField } from './cover-field.tsx';

interface DetailsProps {
  readonly draft: ComposeDraft;
  readonly chosen: readonly Connection[];
  readonly asset: Asset | undefined;
}

const visibilityChoices: readonly { value: Visibility; label: string }[] = [
  { value: 'private', label: 'Private' },
  { value: 'unlisted', label: 'Unlisted' },
  { value: 'public', label: 'Public' },
];

/** Who sees it, under which still, and in which category. */
export function Details({ draft, chosen, asset }: DetailsProps) {
  const ids = useId();
  const { content } = draft;
  const hasYoutube = chosen.some(({ service }) => service === 'youtube');
  return (
    <div className="grid grid-cols-2 items-start gap-4">
      {hasYoutube ? (
        <Field id={`${ids}-visibility`} label="YouTube visibility">
          <select
            id={`${ids}-visibility`}
            data-field="visibility"
            value={content.visibility}
            onChange={(change) => {
              const found = visibilityChoices.find(({ value }) => value === change.target.value);
              if (found !== undefined) changeContent({ visibility: found.value });
            }}
            className={fieldClasses}
          >
            {visibilityChoices.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
      <CoverField cover={content.cover} asset={asset} />
      {hasYoutube ? (
        <Field id={`${ids}-category`} label="YouTube category">
          <select
            id={`${ids}-category`}
            data-field="categoryId"
            value={content.categoryId}
            onChange={(change) => changeContent({ categoryId: change.target.value })}
            className={fieldClasses}
          >
            {youtubeCategories.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </Field>
      ) : null}
    </div>
  );
}
