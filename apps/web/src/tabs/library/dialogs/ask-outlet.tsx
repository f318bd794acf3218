'use client';

import dynamic from 'next/dynamic';
import { closeAsk, useAsked } from './ask.ts';

const AskDialog = dynamic(() => import('./ask-dialog.tsx').then((module) => module.AskDialog), { ssr: false });

/** Where the library asks its questions. */
export function AskOutlet() {
  const asked = useAsked();
  return asked === null ? null : <AskDialog key={asked.title} asked={asked} onClose={closeAsk} />;
}
