'use client';

import { PenLine } from 'lucide-react';
import { useRef, useState } from 'react';
import { useCommands } from '../../../commands/command-registry.ts';
import { AssetPicker } from '../../../library/asset-picker.tsx';
import { Button } from '../../../parts/button.tsx';
import { Accounts } from './accounts.tsx';
import { ClipLine } from './clip-line.tsx';
import { focusField } from './focus-field.ts';
import { changeCompose, changeContent } from './compose-store.ts';
import { Declarations } from './declarations.tsx';
import { Details } from './details.tsx';
import { PreflightPanel } from './preflight-panel.tsx';
import { goesOutAt } from './preflight-words.ts';
import { Previews } from './previews.tsx';
import { SendFoot } from './send-foot.tsx';
import { Texts } from './texts.tsx';
import { useCompose } from './use-compose.ts';
import { useSuggestion } from './use-suggestion.ts';
import { WhenField } from './when-field.tsx';

/** Writing one post: the clip and how it will look, its words, and what the pre-flight says. */
export function ComposeView() {
  const compose = useCompose();
  const { draft, asset, chosen, connections, preflight } = compose;
  const [isPicking, setIsPicking] = useState(false);
  const form = useRef<HTMLElement>(null);
  const suggestion = useSuggestion(compose);
  useCommands([
    {
      id: 'social.clip',
      label: 'Choose the clip to post',
      group: 'do',
      keys: 'C',
      run: () => setIsPicking(true),
    },
    {
      id: 'social.caption',
      label: 'Write the caption',
      group: 'do',
      keys: 'P',
      run: () => form.current?.querySelector('textarea')?.focus(),
    },
  ]);

  const showField = (field: string) => focusField(form.current, field);
  const missing =
    compose.preflightProblem ??
    (asset === undefined
      ? 'Choose a clip; then this says whether each service takes it.'
      : chosen.length === 0
        ? 'Choose an account to post to.'
        : null);
  return (
    <section
      ref={form}
      aria-label="New post"
      className="grid items-start gap-6 @min-[680px]:grid-cols-2 @min-[1040px]:grid-cols-[400px_minmax(0,1fr)_304px]"
    >
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-4">
        <ClipLine asset={asset} isGone={compose.isClipGone} onChoose={() => setIsPicking(true)} />
        <Accounts draft={draft} connections={connections ?? []} />
        <Previews draft={draft} asset={asset} chosen={chosen} />
        <Declarations draft={draft} chosen={chosen} />
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <Texts draft={draft} chosen={chosen} />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button
            size="small"
            aria-disabled={suggestion.offBecause !== null || suggestion.isBusy}
            title={suggestion.offBecause ?? undefined}
            className="aria-disabled:cursor-default aria-disabled:text-text-3"
            onClick={suggestion.ask}
          >
            <PenLine aria-hidden="true" size={14} strokeWidth={1.75} />
            {suggestion.isBusy ? 'Asking…' : 'Suggest words'}
          </Button>
          <span className="text-meta text-text-2">{suggestion.words}</span>
        </div>
        <Details draft={draft} chosen={chosen} asset={asset} />
        <WhenField when={draft.when} slotAt={goesOutAt({ kind: 'next_slot' }, preflight)} />
      </div>
      <div className="grid min-w-0 @min-[680px]:@max-[1040px]:col-span-2 @min-[1040px]:sticky @min-[1040px]:top-0">
        <PreflightPanel
          preflight={preflight}
          missing={missing}
          isOld={compose.isPreflightOld}
          chosen={chosen}
          onShowField={showField}
          foot={<SendFoot compose={compose} />}
        />
      </div>
      {isPicking ? (
        <AssetPicker
          type="video"
          onPick={(picked) => {
            changeCompose({ assetId: picked.id });
            changeContent({ cover: { kind: 'poster' }, cropCentre: 0.5 });
          }}
          onClose={() => setIsPicking(false)}
        />
      ) : null}
    </section>
  );
}
