'use client';

import { useQuery } from '@tanstack/react-query';
import { call } from '../../../api/client.ts';
import { useHealth } from '../../../live/live-provider.tsx';
import { TestReport } from './test-report.tsx';

const sent = [
  'The class of the exception, such as TypeError, and the code of the system where it has one.',
  'For the common mistakes of a program, that it was one of them, in fixed words.',
  'The functions and lines of the program and its libraries that it went through.',
  'Which part crashed, where it was caught, and whether that ended it.',
  'The versions of the studio and of Node, Python or the browser, and the name of the operating system.',
  'The time, and a random id.',
];

const kept = [
  'What the exception says: anything can stand there. It is in the log of the studio, at the time of the report.',
  'Prompts, clips and pictures, inputs of jobs, names of files and folders.',
  'Keys and tokens, headers, cookies, bodies and addresses of requests.',
  'The name of the computer, user names, values of variables, lines of source, what happened before.',
];

const exampleShape =
  'max-h-96 overflow-auto rounded-2 border border-line bg-surface-2 p-3 font-mono text-meta select-text';

/** What a report holds, what never, an example made by the code that makes them all, and the test. */
export function WhatIsSent() {
  // How they stand is part of it, and health tells when that changes.
  const state = useHealth()?.find(({ id }) => id === 'sentry');
  const { data } = useQuery({
    queryKey: ['crash-reports', state?.status, state?.detail],
    queryFn: async ({ signal }) => (await call('getCrashReports', { signal })).body,
    placeholderData: (before) => before,
  });
  return (
    <>
      <section aria-labelledby="reports-now" className="grid gap-2">
        <h2 id="reports-now" className="font-semibold">
          Now
        </h2>
        <p className="text-text-2">
          {data?.detail} {data?.fix}
        </p>
        <TestReport />
      </section>
      <Points id="reports-sent" title="What is sent" points={sent} />
      <Points id="reports-kept" title="What never leaves" points={kept} />
      <p className="text-text-2">
        Only mistakes of the program are reported. A refused key, a full disk or an invalid clip has its words on the
        screen and stays here. As every server, Sentry sees the network address that a report comes from; each report
        asks it not to keep that.
      </p>
      <section aria-labelledby="reports-example" className="grid min-w-0 gap-2">
        <h2 id="reports-example" className="font-semibold">
          An example
        </h2>
        <p className="text-text-2">
          Of a made-up crash whose words hold a prompt, a path, an address and a key, made just now by the code that
          makes every report.
        </p>
        {/* It scrolls, so the keyboard must reach it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0} className={exampleShape}>
          {data === undefined ? '' : JSON.stringify(data.example, null, 2)}
        </pre>
      </section>
    </>
  );
}

function Points({ id, title, points }: { id: string; title: string; points: readonly string[] }) {
  return (
    <section aria-labelledby={id} className="grid gap-2">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      <ul className="grid list-disc gap-1 pl-5 text-text-2">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}
