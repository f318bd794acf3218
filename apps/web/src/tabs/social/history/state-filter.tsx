'use client';

import type { PostState } from '@videoexpress/job-schema';
import { ChevronDown } from 'lucide-react';
import { buttonClasses } from '../../../parts/button.tsx';
import { Menu } from '../../../parts/menu.tsx';
import { heldValue, useStoredValue } from '../../../stored/stored-value.ts';

/** Groups of states that a person looks for. */
export const stateGroups = [
  { id: 'all', label: 'All states', states: [] },
  { id: 'under_way', label: 'On the way', states: ['queued', 'uploading', 'processing'] },
  { id: 'scheduled', label: 'Scheduled', states: ['scheduled'] },
  { id: 'live', label: 'Published', states: ['live'] },
  { id: 'needs_you', label: 'Needs you', states: ['needs_attention', 'rejected'] },
  { id: 'cancelled', label: 'Cancelled', states: ['cancelled'] },
] as const satisfies readonly { id: string; label: string; states: readonly PostState[] }[];

export type StateGroup = (typeof stateGroups)[number]['id'];

/** Which of them the history shows. */
export const shownGroup = heldValue<StateGroup>('all');

/** The states of the group that is shown; none for all. */
export function useShownStates(): readonly PostState[] {
  const group = useStoredValue(shownGroup);
  return stateGroups.find(({ id }) => id === group)?.states ?? [];
}

/** The menu of states. */
export function StateFilter() {
  const group = useStoredValue(shownGroup);
  const label = stateGroups.find(({ id }) => id === group)?.label ?? 'All states';
  return (
    <Menu
      label="States"
      buttonLabel={`Show: ${label}`}
      align="end"
      className={`${buttonClasses('bare', 'small')} text-text-2`}
      items={stateGroups.map((each) => ({
        kind: 'choice',
        id: each.id,
        label: each.label,
        isChosen: each.id === group,
        onChoose: () => shownGroup.set(each.id),
      }))}
    >
      {label}
      <ChevronDown aria-hidden="true" size={16} strokeWidth={1.75} />
    </Menu>
  );
}
