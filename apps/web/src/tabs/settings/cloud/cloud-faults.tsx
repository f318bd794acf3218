'use client';

import type { CloudTable } from '@videoexpress/job-schema';
import { Button } from '../../../parts/button.tsx';
import { copyText } from '../../../parts/copy-text.ts';

/** What is wrong with each table, and the SQL that mends what can be mended. */
export function CloudFaults({ tables }: { tables: readonly CloudTable[] }) {
  const wrong = tables.filter(({ faults }) => faults.length > 0);
  const cures = wrong.flatMap(({ faults }) => faults.flatMap(({ sql }) => sql ?? []));
  if (wrong.length === 0) return null;
  return (
    <>
      <dl className="grid gap-1">
        {wrong.map(({ name, faults }) => (
          <div key={name} className="grid gap-x-3 @min-[480px]:grid-cols-[8rem_minmax(0,1fr)]">
            <dt className="font-medium text-text-1">{name}</dt>
            {faults.map(({ text }) => (
              <dd key={text} className="col-start-auto @min-[480px]:col-start-2">
                {text}
              </dd>
            ))}
          </div>
        ))}
      </dl>
      {cures.length === 0 ? null : (
        <div>
          <Button size="small" onClick={() => void copyText(cures.join('\n'), 'SQL copied.')}>
            Copy the SQL that mends it
          </Button>
        </div>
      )}
    </>
  );
}
