'use client';

import {
  type Connection,
  type PostCount,
  postCounts,
  publishingServices,
  type PublishingService,
} from '@videoexpress/job-schema';
import { useId } from 'react';
import { Button } from '../../../parts/button.tsx';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { CountWords } from '../parts/count-words.tsx';
import { Field, fieldClasses } from '../parts/field.tsx';
import { type ComposeDraft, contentFor, type WritingFor } from './compose-draft.ts';
import { changeCompose, changeContent, setOwnText, writeText } from './compose-store.ts';

interface TextsProps {
  readonly draft: ComposeDraft;
  /** Those that the post goes to. */
  readonly chosen: readonly Connection[];
}

function countOf(draft: ComposeDraft, service: PublishingService, what: PostCount['what']): PostCount | undefined {
  return postCounts(service, contentFor(draft, service)).find((count) => count.what === what);
}

/** The counts of the text that is being written, as each service that gets it counts them. Small ones only when too much. */
function textCounts(draft: ComposeDraft, services: readonly PublishingService[], writingFor: WritingFor) {
  return services
    .filter((service) => writingFor === 'both' || writingFor === service)
    .flatMap((service) => postCounts(service, contentFor(draft, service)).filter(({ field }) => field === 'text'))
    .filter(({ what, used, most }) => what === 'caption' || what === 'description' || used > most * 0.8);
}

/** Title, caption and tags, with how much of each there is, counted as each service counts. */
export function Texts({ draft, chosen }: TextsProps) {
  const ids = useId();
  const services = (['youtube', 'instagram'] as const).filter((service) =>
    chosen.some((connection) => connection.service === service),
  );
  const hasYoutube = services.includes('youtube') || services.length === 0;
  const [only] = services;
  const isOne = services.length < 2;
  const writingFor = isOne ? 'both' : draft.writingFor;
  // With one service alone, a text that was its own goes on being that.
  const shownFor = isOne && only !== undefined && draft.ownText[only] !== null ? only : writingFor;
  const text = shownFor === 'both' ? draft.content.text : (draft.ownText[shownFor] ?? draft.content.text);
  const title = countOf(draft, 'youtube', 'title');
  const tags = countOf(draft, 'youtube', 'tags');
  const counts = textCounts(draft, services.length === 0 ? ['youtube'] : services, shownFor);
  const isTooLong = counts.some(({ used, most }) => used > most);
  return (
    <>
      {hasYoutube ? (
        <Field
          id={`${ids}-title`}
          label={isOne ? 'Title' : 'Title on YouTube'}
          aside={title === undefined ? null : <CountWords count={title} />}
        >
          <input
            id={`${ids}-title`}
            data-field="title"
            dir="auto"
            value={draft.content.title}
            maxLength={1000}
            aria-invalid={title !== undefined && title.used > title.most}
            onChange={(change) => changeContent({ title: change.target.value })}
            className={fieldClasses}
          />
        </Field>
      ) : null}
      <div className="flex min-h-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-meta">
          <label htmlFor={`${ids}-text`} className="text-text-2">
            Caption
          </label>
          <span className="ml-auto flex flex-wrap justify-end gap-x-3">
            {counts.map((count) => (
              <CountWords key={count.what} count={count} />
            ))}
          </span>
        </div>
        {isOne ? null : (
          <ChoiceRow
            label="Caption for"
            isLabelHidden
            choices={[
              { value: 'both', label: 'Both' },
              { value: 'youtube', label: 'Only YouTube' },
              { value: 'instagram', label: 'Only Instagram' },
            ]}
            chosen={writingFor}
            onChoose={(value) => changeCompose({ writingFor: value })}
          />
        )}
        <textarea
          id={`${ids}-text`}
          data-field="text"
          dir="auto"
          rows={6}
          value={text}
          maxLength={20_000}
          aria-invalid={isTooLong}
          onChange={(change) => writeText(shownFor, change.target.value)}
          className={`${fieldClasses} mt-1 h-auto! min-h-24 flex-1 resize-y py-2 text-read`}
        />
        {shownFor === 'both' ? null : (
          <p className="flex min-h-6 flex-wrap items-center gap-x-2 text-meta text-text-2">
            {draft.ownText[shownFor] === null ? (
              `The same as for both. What you write here is for ${publishingServices[shownFor]} alone.`
            ) : (
              <>
                <span>For {publishingServices[shownFor]} alone.</span>
                <Button size="small" tone="bare" onClick={() => setOwnText(shownFor, null)}>
                  Same as for both
                </Button>
              </>
            )}
          </p>
        )}
      </div>
      {hasYoutube ? (
        <Field
          id={`${ids}-tags`}
          label="Tags on YouTube, commas between"
          aside={tags === undefined ? null : <CountWords count={tags} />}
        >
          <input
            id={`${ids}-tags`}
            data-field="tags"
            dir="auto"
            value={draft.tags}
            aria-invalid={tags !== undefined && tags.used > tags.most}
            onChange={(change) => changeCompose({ tags: change.target.value })}
            className={fieldClasses}
          />
        </Field>
      ) : null}
    </>
  );
}
