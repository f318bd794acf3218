import { auditRoutes } from './audit-routes.ts';
import { cloudRoutes } from './cloud-routes.ts';
import { crashReportRoutes } from './crash-report-routes.ts';
import { connectionRoutes } from './connection-routes.ts';
import { captionRoutes } from './caption-routes.ts';
import { publicationRoutes } from './publication-routes.ts';

/** The routes of parts that a page fetches when they are shown: with their schemas they are a chunk of their own there. */
export const laterRoutes = {
  ...cloudRoutes,
  ...connectionRoutes,
  ...auditRoutes,
  ...crashReportRoutes,
  ...publicationRoutes,
  ...captionRoutes,
} as const;
