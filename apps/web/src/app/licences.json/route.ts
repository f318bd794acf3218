import path from 'node:path';
import { collectLicences } from '../../licences/collect-licences.ts';

export const dynamic = 'force-static';

/** Made from the installed packages when the page is built, and a file of the export from then on. */
export function GET(): Response {
  return Response.json(collectLicences(path.join(process.cwd(), '../..')));
}
