'use client';

import type { PostTime } from '@videoexpress/job-schema';
import { useId } from 'react';
import { fromLocalField, toLocalField } from '../../../words/local-time.ts';
import { dayTimeWords } from '../../../publishing/post-words.ts';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { fieldClasses } from '../parts/field.tsx';
import { changeCompose } from './compose-store.ts';

interface WhenFieldProps {
  readonly when: PostTime;
  /** When the next free slot is; null: not known yet. */
  readonly slotAt: string | null;
}

const hourMs = 3_600_000;

/** The next full hour that is at least one hour away. */
function soon(nowMs: number): string {
  return new Date(Math.ceil((nowMs + hourMs) / hourMs) * hourMs).toISOString();
}

/** When it goes out: at once, at the next free one of the usual times, or at a time. */
export function WhenField({ when, slotAt }: WhenFieldProps) {
  const id = useId();
  const nowMs = useNowMinuteMs();
  const choose = (kind: PostTime['kind']) => {
    if (kind === 'at') changeCompose({ when: { kind, at: slotAt ?? soon(Date.now()) } });
    else changeCompose({ when: { kind } });
  };
  return (
    <div className="grid gap-2">
      <ChoiceRow
        label="When"
        field="when"
        choices={[
          { value: 'now', label: 'Now' },
          { value: 'next_slot', label: 'Next free slot', title: 'The next one of your usual times, set in Settings' },
          { value: 'at', label: 'At a time' },
        ]}
        chosen={when.kind}
        onChoose={choose}
      />
      {when.kind === 'at' ? (
        <>
          <label htmlFor={id} className="sr-only">
            Day and time
          </label>
          <input
            id={id}
            type="datetime-local"
            value={toLocalField(when.at)}
            min={toLocalField(new Date(nowMs).toISOString())}
            onChange={(change) => {
              const at = fromLocalField(change.target.value);
              if (at !== null) changeCompose({ when: { kind: 'at', at } });
            }}
            className={fieldClasses}
          />
        </>
      ) : null}
      {when.kind === 'next_slot' && slotAt !== null ? (
        <p className="text-meta text-text-2">{dayTimeWords(slotAt, nowMs)}</p>
      ) : null}
    </div>
  );
}
