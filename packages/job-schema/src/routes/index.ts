import { assetRoutes } from './asset-routes.ts';
import { auditRoutes } from './audit-routes.ts';
import { backupRoutes } from './backup-routes.ts';
import { cloudRoutes } from './cloud-routes.ts';
import { crashReportRoutes } from './crash-report-routes.ts';
import { connectionRoutes } from './connection-routes.ts';
import { captionRoutes } from './caption-routes.ts';
import { engineRoutes } from './engine-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { objectStorageRoutes } from './object-storage-routes.ts';
import { projectRoutes } from './project-routes.ts';
import { publicationRoutes } from './publication-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import { secretRoutes } from './secret-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { spendRoutes } from './spend-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { workerRoutes } from './worker-routes.ts';

/** Every route the daemon serves, by name. */
export const routes = {
  ...systemRoutes,
  ...engineRoutes,
  ...jobRoutes,
  ...queueRoutes,
  ...assetRoutes,
  ...projectRoutes,
  ...settingsRoutes,
  ...secretRoutes,
  ...objectStorageRoutes,
  ...backupRoutes,
  ...workerRoutes,
  ...spendRoutes,
  ...cloudRoutes,
  ...connectionRoutes,
  ...auditRoutes,
  ...crashReportRoutes,
  ...publicationRoutes,
  ...captionRoutes,
} as const;

export type RouteName = keyof typeof routes;
