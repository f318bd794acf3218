import { pipeline } from 'node:stream/promises';
import type { Studio } from '@videoexpress/studio';
import type { NoBackup, OpenBackupStream } from '../../backup/serve-backups.ts';
import { refuse, written } from '../answer/reply.ts';
import { hangUpOnStall } from '../answer/stalled-reader.ts';
import { attachment } from '../content/disposition.ts';
import type { HttpProblem } from '../problems.ts';
import { actorOf } from './audit.ts';
import type { Handlers } from './handler.ts';

/** Backups, as they are made. */
export function backupHandlers(
  { audit }: Pick<Studio, 'audit'>,
  deps: {
    readonly openBackup: OpenBackupStream;
    readonly stopping: AbortSignal;
    readonly readerStallMs: number;
  },
): Pick<Handlers, 'makeBackup'> {
  return {
    makeBackup: async ({ query, signal, request, response, credential }) => {
      response.setHeader('content-type', 'application/zip');
      response.setHeader('content-disposition', attachment('VideoExpress backup.zip'));
      response.setHeader('cache-control', 'private, no-store');
      if (request.method === 'HEAD') {
        response.end();
        return written;
      }
      const wish = { media: query.media === 'true', signal: AbortSignal.any([signal, deps.stopping]) };
      const opened = await deps.openBackup(wish);
      if (!opened.ok) {
        for (const name of ['content-type', 'content-disposition', 'cache-control']) response.removeHeader(name);
        return refuse(problemOf(opened.error));
      }
      const { stream, discard } = opened.value;
      try {
        // One backup at a time: who never reads it would keep everybody from making one.
        hangUpOnStall(response, deps.readerStallMs);
        await pipeline(stream, response, { signal: wish.signal });
        const detail = wish.media ? 'Database and media' : 'Database';
        await audit.note({ action: 'backup_made', actor: actorOf(credential), detail });
      } finally {
        await discard();
      }
      return written;
    },
  };
}

function problemOf(error: NoBackup): HttpProblem {
  const { detail } = error;
  switch (error.code) {
    case 'under_way':
      return { code: 'invalid_state', detail };
    case 'busy':
      return { code: 'database_busy', detail, headers: { 'retry-after': '5' } };
    case 'disk_full':
      return {
        code: 'disk_full',
        detail: 'The disk of the data folder has no room for a copy of the database. Free some space and try again.',
      };
    default:
      return { code: 'database_failed', detail };
  }
}
