import { assetRoutes } from './asset-routes.ts';
import { backupRoutes } from './backup-routes.ts';
import { engineRoutes } from './engine-routes.ts';
import { jobRoutes } from './job-routes.ts';
import { objectStorageRoutes } from './object-storage-routes.ts';
import { projectRoutes } from './project-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import { secretRoutes } from './secret-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import { spendRoutes } from './spend-routes.ts';
import { systemRoutes } from './system-routes.ts';
import { workerRoutes } from './worker-routes.ts';

/** The routes that a page calls while it comes up, and whatever else it has always had at hand. */
export const firstRoutes = {
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
} as const;
