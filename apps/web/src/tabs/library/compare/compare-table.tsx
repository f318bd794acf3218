'use client';

import type { AssetDetails } from '@videoexpress/job-schema';
import { useState } from 'react';
import { useEngines } from '../../../live/live-provider.tsx';
import { comparedRows } from '../../../library/compare/compared-rows.ts';
import { useEngineLabels } from '../../../library/use-engine-labels.ts';

interface CompareTableProps {
  readonly one: AssetDetails;
  readonly other: AssetDetails;
}

/** The settings of both, those that differ marked by a sign and a ground. */
export function CompareTable({ one, other }: CompareTableProps) {
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const labels = useEngineLabels();
  const rows = comparedRows(one, other, labels, useEngines());
  const different = rows.filter(({ isDifferent }) => isDifferent);
  const cell = 'py-1.5 pr-4 text-start align-top font-normal break-words select-text';
  return (
    <section aria-labelledby="compare-settings" className="grid gap-2 p-4">
      <div className="flex items-center gap-4">
        <h2 id="compare-settings" className="font-semibold">
          Settings
        </h2>
        <label className="ml-auto flex items-center gap-2 text-meta text-text-2">
          <input
            type="checkbox"
            className="accent-text-1"
            checked={onlyDifferent}
            onChange={(change) => setOnlyDifferent(change.target.checked)}
          />
          Only what differs ({different.length})
        </label>
      </div>
      <table className="w-full table-fixed border-collapse">
        <thead>
          <tr className="border-b border-line text-meta text-text-2">
            <th scope="col" className={`${cell} w-36 pl-2 max-md:w-24`}>
              Setting
            </th>
            <th scope="col" className={cell}>
              <bdi>{one.asset.name}</bdi>
            </th>
            <th scope="col" className={cell}>
              <bdi>{other.asset.name}</bdi>
            </th>
          </tr>
        </thead>
        <tbody>
          {(onlyDifferent ? different : rows).map((row) => (
            <tr
              key={row.name}
              data-different={row.isDifferent}
              className="border-b border-line last:border-0 data-[different=true]:bg-surface-2 data-[different=true]:font-medium"
            >
              <th scope="row" className={`${cell} pl-2 text-meta leading-5 text-text-2`}>
                {row.label}
                {row.isDifferent ? (
                  <span className="ml-1 text-text-1" title="Differs">
                    ≠<span className="sr-only">, differs</span>
                  </span>
                ) : null}
              </th>
              <td dir="auto" className={cell}>
                {row.one ?? '–'}
              </td>
              <td dir="auto" className={cell}>
                {row.other ?? '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
