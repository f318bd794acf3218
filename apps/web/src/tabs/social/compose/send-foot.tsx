'use client';

import { useState } from 'react';
import { useCommands } from '../../../commands/command-registry.ts';
import { useNowMinuteMs } from '../../../parts/now.ts';
import { Button, buttonClasses } from '../../../parts/button.tsx';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { isWritten } from './compose-draft.ts';
import { becomesPublic, buttonTime, sendWords, whoPutsOut } from './preflight-words.ts';
import type { Compose } from './use-compose.ts';
import { useSending } from './use-sending.ts';

/** Why the posts cannot go out as they are; null: they can. */
function stopOf({ asset, chosen, connections, preflight, preflightProblem }: Compose): string | null {
  if (connections === undefined) return 'Accounts are being read.';
  if (asset === undefined) return 'Choose a clip first.';
  if (chosen.length === 0) return 'Choose an account first.';
  if (preflight === undefined) return preflightProblem === null ? 'The clip is being looked at.' : null;
  const fails = preflight.posts.some(({ lines }) => lines.some(({ level }) => level === 'fail'));
  return fails ? 'The pre-flight names what stops it.' : null;
}

/** The one next action: out they go, after a question where somebody else will see them. */
export function SendFoot({ compose }: { compose: Compose }) {
  const { draft, chosen, preflight } = compose;
  const nowMs = useNowMinuteMs();
  const [isAsking, setIsAsking] = useState(false);
  const { send, saveDraft, clear, isBusy, problem } = useSending(compose);
  const stop = stopOf(compose);
  const open = becomesPublic(draft, chosen);
  const time = buttonTime(draft.when, preflight, nowMs);
  const begin = () => {
    if (stop !== null || isBusy) return;
    if (open.length > 0) setIsAsking(true);
    else void send();
  };
  useCommands([
    { id: 'social.send', label: 'Publish the post', group: 'do', keys: 'Mod+Enter', whileTyping: true, run: begin },
    {
      id: 'social.save_draft',
      label: 'Save the post as a draft',
      group: 'do',
      keys: 'Mod+S',
      whileTyping: true,
      run: () => void saveDraft(),
    },
  ]);
  const words = sendWords(chosen.length, draft.when);
  const hint = whoPutsOut(draft.when, preflight);
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+Enter"
        aria-disabled={stop !== null || isBusy}
        title={stop ?? undefined}
        onClick={begin}
        className={`${buttonClasses(stop === null ? 'primary' : 'neutral', 'large')} w-full justify-between aria-disabled:cursor-default ${stop === null ? '' : 'text-text-2'}`}
      >
        <span>{words}</span>
        {time === null ? null : <span className="font-medium">{time}</span>}
      </button>
      {stop === null ? null : <p className="text-meta text-text-2">{stop}</p>}
      {hint === null ? null : <p className="text-meta text-text-2">{hint}</p>}
      {problem === null ? null : (
        <p role="alert" className="text-meta text-negative">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" tone="bare" className="-ml-2" disabled={isBusy} onClick={() => void saveDraft()}>
          {draft.publicationId === null ? 'Save as draft' : 'Save draft'}
        </Button>
        {isWritten(draft) ? (
          <Button size="small" tone="bare" onClick={clear}>
            Clear
          </Button>
        ) : null}
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={`${words}${time === null ? '' : `, ${time}`}?`}
          confirm={words}
          onConfirm={() => void send()}
          onClose={() => setIsAsking(false)}
        >
          <p>Anybody will be able to see:</p>
          <ul className="grid list-disc gap-1 pl-5 text-text-1">
            {open.map((line) => (
              <li key={line}>
                <bdi>{line}</bdi>
              </li>
            ))}
          </ul>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
