import type { Command } from '../arguments/option.ts';
import { assetsDeleteCommand } from './assets/delete.ts';
import { assetsExportCommand } from './assets/export.ts';
import { assetsImportCommand } from './assets/import.ts';
import { assetsListCommand } from './assets/list.ts';
import { assetsRestoreCommand } from './assets/restore.ts';
import { backupCommand } from './backup/backup.ts';
import { restoreCommand } from './backup/restore.ts';
import { cloudCheckCommand } from './cloud/check.ts';
import { cloudSetupCommand } from './cloud/setup.ts';
import { cloudSqlCommand } from './cloud/sql.ts';
import { cloudStatusCommand } from './cloud/status.ts';
import { configGetCommand } from './config/get.ts';
import { configPathCommand } from './config/path.ts';
import { configSetCommand } from './config/set.ts';
import { doctorCommand } from './doctor.ts';
import { enginesCommand } from './engines.ts';
import { generateCommand } from './generate.ts';
import { importEnvCommand } from './import-env.ts';
import { jobsCancelCommand } from './jobs/cancel.ts';
import { jobsListCommand } from './jobs/list.ts';
import { jobsMoveCommand } from './jobs/move.ts';
import { jobsRetryCommand } from './jobs/retry.ts';
import { jobsShowCommand } from './jobs/show.ts';
import { jobsWatchCommand } from './jobs/watch.ts';
import { logsCommand } from './logs.ts';
import { openCommand } from './open.ts';
import { pathsCommand } from './paths.ts';
import { publicationsCancelCommand } from './publications/cancel.ts';
import { publicationsListCommand } from './publications/list.ts';
import { publicationsRetryCommand } from './publications/retry.ts';
import { publicationsShowCommand } from './publications/show.ts';
import { publishCommand } from './publish.ts';
import { restartCommand } from './restart.ts';
import { connectCommand } from './connections/connect.ts';
import { connectionsCheckCommand } from './connections/check.ts';
import { connectionsListCommand } from './connections/list.ts';
import { connectionsRemoveCommand } from './connections/remove.ts';
import { secretsListCommand } from './secrets/list.ts';
import { secretsRemoveCommand } from './secrets/remove.ts';
import { secretsSetCommand } from './secrets/set.ts';
import { serviceInstallCommand } from './service/install.ts';
import { serviceStatusCommand } from './service/status.ts';
import { serviceUninstallCommand } from './service/uninstall.ts';
import { spendCommand } from './spend.ts';
import { startCommand } from './start.ts';
import { statusCommand } from './status.ts';
import { stopCommand } from './stop.ts';
import { versionCommand } from './version.ts';
import { workerListCommand } from './worker/list.ts';
import { workerStartCommand } from './worker/start.ts';
import { workerTokenCommand } from './worker/token.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  startCommand,
  stopCommand,
  restartCommand,
  statusCommand,
  openCommand,
  generateCommand,
  jobsListCommand,
  jobsShowCommand,
  jobsCancelCommand,
  jobsMoveCommand,
  jobsRetryCommand,
  jobsWatchCommand,
  assetsListCommand,
  assetsImportCommand,
  assetsExportCommand,
  assetsDeleteCommand,
  assetsRestoreCommand,
  publishCommand,
  publicationsListCommand,
  publicationsShowCommand,
  publicationsRetryCommand,
  publicationsCancelCommand,
  enginesCommand,
  spendCommand,
  workerStartCommand,
  workerListCommand,
  workerTokenCommand,
  configGetCommand,
  configSetCommand,
  configPathCommand,
  secretsListCommand,
  secretsSetCommand,
  secretsRemoveCommand,
  importEnvCommand,
  connectCommand,
  connectionsListCommand,
  connectionsCheckCommand,
  connectionsRemoveCommand,
  cloudSetupCommand,
  cloudSqlCommand,
  cloudCheckCommand,
  cloudStatusCommand,
  backupCommand,
  restoreCommand,
  logsCommand,
  pathsCommand,
  doctorCommand,
  serviceInstallCommand,
  serviceUninstallCommand,
  serviceStatusCommand,
  versionCommand,
];
