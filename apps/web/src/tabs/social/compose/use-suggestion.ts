'use client';

import { captionProviders, type PostSuggestion } from '@videoexpress/job-schema';
import { useRef, useState } from 'react';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { showToast } from '../../../toasts/toast-store.ts';
import { type ComposeDraft, serviceNames } from './compose-draft.ts';
import { composeStore } from './compose-store.ts';
import type { Compose } from './use-compose.ts';

export interface Suggestion {
  readonly ask: () => void;
  readonly isBusy: boolean;
  /** Why it cannot be asked for; null: it can. */
  readonly offBecause: string | null;
  /** Who is asked and what is sent, or what went wrong. */
  readonly words: string;
}

/** What is said before the first click: nothing goes out without one. */
const told = 'By your own OpenAI or Gemini key. The clip’s prompt and what you wrote are sent, no picture.';
const mostHint = 1000;

/** The form with the suggestions in it: the first text for all, that of the second service its own. */
export function withSuggestions(draft: ComposeDraft, suggestions: readonly PostSuggestion[]): ComposeDraft {
  const of = (service: PostSuggestion['service']) => suggestions.find((each) => each.service === service);
  const [youtube, instagram] = [of('youtube'), of('instagram')];
  const main = youtube ?? instagram;
  if (main === undefined) return draft;
  const own = youtube !== undefined && instagram !== undefined && youtube.text !== instagram.text;
  return {
    ...draft,
    content: { ...draft.content, title: youtube?.title ?? draft.content.title, text: main.text },
    ownText: { youtube: null, instagram: own ? instagram.text : null },
    tags: youtube === undefined ? draft.tags : youtube.tags.join(', '),
  };
}

/** Asks a language model for title, caption and tags, within each service's limits. A note leads back. */
export function useSuggestion({ draft, asset, chosen }: Compose): Suggestion {
  const [isBusy, setIsBusy] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const isUnderWay = useRef(false);
  const services = serviceNames.filter((name) => chosen.some(({ service }) => service === name));
  const stop = services.length === 0 ? 'Choose an account first' : null;
  const offBecause = asset === undefined ? 'Choose a clip first' : stop;

  async function suggest(): Promise<void> {
    if (asset === undefined || offBecause !== null || isUnderWay.current) return;
    isUnderWay.current = true;
    setIsBusy(true);
    const hint = [draft.content.title, draft.content.text].join('\n').trim().slice(0, mostHint);
    const body = { assetId: asset.id, services: [...services], ...(hint === '' ? {} : { hint }) };
    const answer = await api.call('suggestPosts', { body });
    isUnderWay.current = false;
    setIsBusy(false);
    if (!answer.ok) return setSaid(sentenceOf(answer.error));
    const { provider, model, suggestions } = answer.value.body;
    const before = composeStore.get();
    composeStore.set(withSuggestions(before, suggestions));
    setSaid(`Suggested by ${captionProviders[provider]}, ${model}. Read it before it goes out.`);
    showToast({
      text: 'The words are on the form.',
      action: { label: 'Undo', run: () => composeStore.set(before) },
    });
  }
  return { ask: () => void suggest(), isBusy, offBecause, words: said ?? told };
}
