import type { FolderId, Result } from '@videoexpress/job-schema';
import type { Studio } from '@videoexpress/studio';
import { json, refuse } from '../answer/reply.ts';
import type { HttpProblem } from '../problems.ts';
import type { Handlers } from './handler.ts';

/** Shows something in the file manager of this machine. */
export type Reveal = (target: {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}) => Promise<Result<null, HttpProblem & { readonly code: 'cannot_reveal' }>>;

/** Files and folders shown on the desktop: only those that the studio knows by an id. */
export function revealHandlers(
  { assets }: Pick<Studio, 'assets'>,
  deps: { readonly reveal: Reveal; readonly shownFolders: Readonly<Record<FolderId, string>> },
): Pick<Handlers, 'revealAsset' | 'revealFolder'> {
  return {
    revealAsset: async ({ params }) => {
      const details = await assets.details(params.id);
      if (details === null) return refuse({ code: 'not_found', detail: 'There is no asset with this id.' });
      const { path, isMissing } = details;
      if (isMissing) return refuse({ code: 'cannot_reveal', detail: `The file is gone. It was ${path}.` });
      const shown = await deps.reveal({ path, kind: 'file' });
      return shown.ok ? json(200, { path }) : refuse(shown.error);
    },
    revealFolder: async ({ params }) => {
      const path = deps.shownFolders[params.id];
      const shown = await deps.reveal({ path, kind: 'folder' });
      return shown.ok ? json(200, { path }) : refuse(shown.error);
    },
  };
}
