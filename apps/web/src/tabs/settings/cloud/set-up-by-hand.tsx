'use client';

import { useMutation } from '@tanstack/react-query';
import { sentenceOf } from '../../../api/call-failure.ts';
import { api } from '../../../api/client.ts';
import { Button } from '../../../parts/button.tsx';
import { copyText } from '../../../parts/copy-text.ts';
import { showToast } from '../../../toasts/toast-store.ts';

const command = 'videoexpress cloud setup';

/** How the tables come into the project: by a command, or by pasting SQL into the dashboard. */
export function SetUpByHand() {
  const copy = useMutation({
    mutationFn: async () => {
      const answer = await api.call('cloudSetupSql', {});
      if (answer.ok) await copyText(answer.value.body.sql, 'SQL copied. Paste it into the SQL editor.');
      else showToast({ text: sentenceOf(answer.error), tone: 'negative' });
    },
  });
  return (
    <details className="text-meta text-text-2">
      <summary className="cursor-pointer py-1 font-medium text-text-1">How to set it up</summary>
      <div className="grid gap-3 pt-2">
        <p>
          On the command line, <code className="break-all">{command}</code> asks for the connection string of the
          project and does everything. It stands in the dashboard under Connect, Session pooler; put the database’s
          password in the place of [YOUR-PASSWORD].
        </p>
        <p>Or by hand:</p>
        <ol className="grid list-decimal gap-1 pl-5">
          <li>Open your project at supabase.com, one that is for the studio alone.</li>
          <li>Open SQL Editor and a new query.</li>
          <li>
            <Button size="small" disabled={copy.isPending} onClick={() => copy.mutate()}>
              Copy the SQL
            </Button>{' '}
            and paste it there.
          </li>
          <li>Press Run. It can be run again at any time: what is there is left alone.</li>
          <li>
            To sign in with a code: Authentication, Emails, Magic link, and there{' '}
            <code className="whitespace-nowrap">{'{{ .Token }}'}</code> in place of the link.
          </li>
          <li>Come back and press Check.</li>
        </ol>
      </div>
    </details>
  );
}
