'use client';

import type { Connection, FitMode } from '@videoexpress/job-schema';
import { Checkbox } from '../parts/checkbox.tsx';
import { ChoiceRow } from '../parts/choice-row.tsx';
import type { ComposeDraft } from './compose-draft.ts';
import { changeContent } from './compose-store.ts';

interface DeclarationsProps {
  readonly draft: ComposeDraft;
  readonly chosen: readonly Connection[];
}

const fitChoices: readonly { value: FitMode; label: string; title: string }[] = [
  { value: 'as_is', label: 'As it is', title: 'Sent unchanged' },
  { value: 'crop', label: 'Crop', title: 'Cut to 9:16; drag the preview to choose what stays' },
  { value: 'pad', label: 'Pad', title: 'Whole, with bars to 9:16' },
  { value: 're_encode', label: 'Re-encode', title: 'The same picture, written in a form that Instagram takes' },
];

/** How the clip is made to fit, and what each service is told of it. */
export function Declarations({ draft, chosen }: DeclarationsProps) {
  const { content } = draft;
  const hasYoutube = chosen.some(({ service }) => service === 'youtube');
  const hasInstagram = chosen.some(({ service }) => service === 'instagram');
  return (
    <>
      {hasInstagram ? (
        <ChoiceRow
          label="Fit for the Reel"
          field="fit"
          choices={fitChoices}
          chosen={content.fit}
          onChoose={(fit) => changeContent({ fit })}
        />
      ) : null}
      <div className="grid gap-2">
        <Checkbox isOn={content.madeWithAi} onChange={(madeWithAi) => changeContent({ madeWithAi })}>
          Say that it was made with AI
        </Checkbox>
        {hasYoutube ? (
          <>
            <Checkbox isOn={content.madeForKids} onChange={(madeForKids) => changeContent({ madeForKids })}>
              Made for kids
            </Checkbox>
            <Checkbox
              isOn={content.notifySubscribers}
              onChange={(notifySubscribers) => changeContent({ notifySubscribers })}
            >
              Notify subscribers
            </Checkbox>
          </>
        ) : null}
        {hasInstagram ? (
          <Checkbox isOn={content.shareToFeed} onChange={(shareToFeed) => changeContent({ shareToFeed })}>
            Show the Reel in the feed, too
          </Checkbox>
        ) : null}
      </div>
    </>
  );
}
