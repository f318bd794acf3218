'use client';

import { maxSeed } from '@videoexpress/job-schema';
import { Dices } from 'lucide-react';
import { Button, IconButton } from '../../../parts/button.tsx';
import { NumberField } from '../../../parts/number-field.tsx';
import { useStoredValue } from '../../../stored/stored-value.ts';
import { drawSeed, lastSeed } from '../last-seed.ts';
import { Field } from './parameter-field.tsx';

interface SeedFieldProps {
  /** Null: a new one each time. */
  readonly seed: number | null;
  readonly error: string | undefined;
  readonly onChange: (seed: number | null) => void;
}

/** The number that chance begins with. Left empty, each clip gets a new one; kept, the same clip comes out again. */
export function SeedField({ seed, error, onChange }: SeedFieldProps) {
  const last = useStoredValue(lastSeed);
  return (
    <Field
      label="Seed"
      help={seed === null ? 'A new one for each clip.' : 'Kept: the same settings make the same clip.'}
      error={error}
      onReset={seed === null ? null : () => onChange(null)}
    >
      {({ id, describedBy }) => (
        <div className="grid gap-1">
          <span className="flex gap-2">
            <NumberField
              {...{ id, describedBy }}
              label="Seed"
              value={seed}
              min={0}
              max={maxSeed}
              placeholder="random"
              isWrong={error !== undefined}
              onChange={onChange}
              onClear={() => onChange(null)}
              className="min-w-0 flex-1 font-mono"
            />
            <IconButton label="Throw the dice: another seed, and keep it" onClick={() => onChange(drawSeed())}>
              <Dices aria-hidden="true" size={16} strokeWidth={1.75} />
            </IconButton>
          </span>
          {last === null || last === seed ? null : (
            <span className="flex items-center gap-1 text-meta text-text-3">
              Last one: <span className="font-mono text-text-2 select-all">{last}</span>
              <Button tone="bare" size="small" onClick={() => onChange(last)} className="-mr-2 ml-auto">
                Keep this seed
              </Button>
            </span>
          )}
        </div>
      )}
    </Field>
  );
}
