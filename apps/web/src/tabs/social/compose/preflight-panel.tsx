'use client';

import {
  type Connection,
  type FitMode,
  type Preflight,
  type PreflightLine,
  publishingServices,
} from '@videoexpress/job-schema';
import { Check, type LucideIcon, OctagonX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, buttonClasses } from '../../../parts/button.tsx';
import { ServiceIcon } from '../../../parts/service-icon.tsx';
import { Link } from '../../../parts/soft-link.tsx';
import { changeContent } from './compose-store.ts';
import { preflightCountWords } from './preflight-words.ts';

interface PreflightPanelProps {
  readonly preflight: Preflight | undefined;
  /** Why there is none; null while it is read, or when it is there. */
  readonly missing: string | null;
  /** It is of what was there before the last change. */
  readonly isOld: boolean;
  readonly chosen: readonly Connection[];
  readonly onShowField: (field: string) => void;
  readonly foot: ReactNode;
}

const levels: Readonly<Record<PreflightLine['level'], { icon: LucideIcon; tone: string; words: string }>> = {
  pass: { icon: Check, tone: 'text-positive', words: 'Passes' },
  note: { icon: TriangleAlert, tone: 'text-warning', words: 'Note' },
  fail: { icon: OctagonX, tone: 'text-negative', words: 'Cannot be sent like this' },
};

const fitWords: Readonly<Record<FitMode, string>> = {
  as_is: 'Leave as it is',
  crop: 'Crop',
  pad: 'Pad',
  re_encode: 'Re-encode',
};

/** Where in Settings lies what a line asks for, by its code. */
const fixedInSettings: Readonly<Record<string, string>> = {
  no_object_storage: '/settings#storage',
  needs_login: '/settings#connections',
};

function Line({ line, onShowField }: { line: PreflightLine; onShowField: (field: string) => void }) {
  const { icon: Icon, tone, words } = levels[line.level];
  const { fit, field } = line;
  const isStop = line.level === 'fail';
  return (
    <li className="flex items-start gap-2 px-4 py-1">
      <span className={`flex h-5 items-center ${tone}`}>
        <Icon aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0" />
        <span className="sr-only">{words}:</span>
      </span>
      <span className="min-w-0 flex-1 break-words">{line.text}</span>
      {fit !== null ? (
        <Button
          size="small"
          tone={isStop ? 'primary' : 'bare'}
          className={isStop ? '-my-0.5' : '-my-0.5 -mr-2 text-text-2'}
          onClick={() => changeContent({ fit })}
        >
          {fitWords[fit]}
        </Button>
      ) : line.code in fixedInSettings ? (
        <Link
          href={fixedInSettings[line.code] ?? '/settings'}
          className={`${buttonClasses('bare', 'small')} -my-0.5 -mr-2 text-text-2`}
        >
          Settings
        </Link>
      ) : field !== null && line.level !== 'pass' ? (
        <Button size="small" tone="bare" className="-my-0.5 -mr-2 text-text-2" onClick={() => onShowField(field)}>
          Change
        </Button>
      ) : null}
    </li>
  );
}

/** What was looked at before anything is sent, an account after the other, each line with its way out. */
export function PreflightPanel({ preflight, missing, isOld, chosen, onShowField, foot }: PreflightPanelProps) {
  const lines = preflight?.posts.flatMap((post) => post.lines) ?? [];
  return (
    <section aria-labelledby="preflight-title" className="flex min-w-0 flex-col rounded-2 border border-line">
      <header className="flex min-h-10 items-center justify-between gap-2 border-b border-line px-4">
        <h2 id="preflight-title" className="font-semibold">
          Pre-flight
        </h2>
        <span role="status" className="text-meta text-text-2">
          {preflight === undefined ? null : isOld ? 'Looking…' : preflightCountWords(lines)}
        </span>
      </header>
      <div aria-busy={isOld} className="flex-1 py-2">
        {missing !== null ? (
          <p className="px-4 py-1 text-text-2">{missing}</p>
        ) : preflight === undefined ? (
          <p className="px-4 py-1 text-text-2">Looking whether each service takes it…</p>
        ) : null}
        {preflight?.posts.map((post) => {
          const connection = chosen.find(({ id }) => id === post.connectionId);
          const isOneOfMany = chosen.filter(({ service }) => service === post.service).length > 1;
          return (
            <div key={post.connectionId} className="not-first:mt-2">
              <h3 className="flex items-center gap-2 px-4 py-1 font-medium">
                <span className="text-text-2">
                  <ServiceIcon service={post.service} />
                </span>
                <bdi className="min-w-0 truncate">
                  {publishingServices[post.service]}
                  {isOneOfMany && connection !== undefined ? `: ${connection.accountName}` : ''}
                </bdi>
                {post.quota === null || post.quota.used === null ? null : (
                  <span className="ml-auto text-meta font-normal text-text-3">
                    {post.quota.used} of {post.quota.limit} today
                  </span>
                )}
              </h3>
              <ul>
                {post.lines.map((line) => (
                  <Line key={`${line.code} ${line.text}`} line={line} onShowField={onShowField} />
                ))}
              </ul>
            </div>
          );
        })}
      </div>
      <div className="grid gap-2 border-t border-line p-4">{foot}</div>
    </section>
  );
}
