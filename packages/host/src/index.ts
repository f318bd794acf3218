export { type Children, createChildren } from './children/children.ts';
export type { ChildCommand } from './children/child-command.ts';
export type { ChildEnd } from './children/child-end.ts';
export { type ChildTask, type ChildTaskContext, serveChildTask } from './children/serve-child-task.ts';
export { type RunningChild, type StartChildOptions, startChild } from './children/start-child.ts';
export { openVideoWriter, type VideoWriter, type VideoWriterOptions } from './media/video/video-writer.ts';
export { appVersion } from './config/app-version.ts';
export { findCloneRoot } from './config/env-file.ts';
export {
  type ConfigError,
  type ConfigFlags,
  type ConfigSources,
  defaultPort,
  type HostConfig,
  readConfig,
  readProcessConfig,
  type SetVariable,
  type VariableSource,
} from './config/host-config.ts';
export { describeVariables } from './config/describe-variables.ts';
export { type KnownVariable, knownVariables, type VariableName } from './config/known-variables.ts';
export { type Environment, type Machine, thisMachine } from './config/machine.ts';
export { describeInstallation, type Installation } from './config/installation.ts';
export { isCalledByNpm, type TerminalWishes, terminalWishes } from './config/terminal.ts';
export { findWideModes, type WideMode } from './file-modes/file-modes.ts';
export {
  describeFolderError,
  ensureFolders,
  type FolderError,
  folderErrorExitCode,
  probeWritable,
} from './folders/ensure-folders.ts';
export { type FolderPathError, type Folders, type FolderSources, resolveFolders } from './folders/folders.ts';
export { createFolderSizes, type FolderSizes } from './folders/folder-sizes.ts';
export { studioFolders } from './folders/studio-folders.ts';
export {
  readOrCreateSessionKey,
  readOrCreateToken,
  readOrCreateWorkerToken,
  readToken,
  rotateWorkerToken,
  type SecretFileError,
} from './folders/state-secrets.ts';
export {
  type ConsoleLog,
  createLogger,
  type HostLog,
  type LoggerOptions,
  type LogLevel,
  logLevels,
} from './logging/create-logger.ts';
export { plainText } from './logging/plain-text.ts';
export { readableLine } from './logging/readable-line.ts';
export { createKnownSecrets, formsOf, type KnownSecrets } from './logging/known-secrets.ts';
export { listLogFiles } from './logging/rotating-file.ts';
export { redacted, scrubLine } from './logging/scrub.ts';
export { type PortHolder, portHolder } from './ports/port-holder.ts';
export { isAlive, processesHolding, type ProcessProof, proveDaemonProcess } from './runtime/daemon-process.ts';
export { type ExitCode, exitCodes } from './runtime/exit-codes.ts';
export {
  isLoopbackAddress,
  type ListenAddress,
  listenAddressText,
  parseListenAddress,
} from './runtime/listen-address.ts';
export {
  type DaemonSighting,
  findRunningDaemon,
  type FindOptions,
  signalDaemon,
  type SignalOutcome,
} from './runtime/find-running-daemon.ts';
export {
  readRuntimeFile,
  removeRuntimeFile,
  type RuntimeInfo,
  runtimeInfoSchema,
  writeRuntimeFile,
} from './runtime/runtime-file.ts';
export { extensionOf, inlineTypes } from './saved-names/extensions.ts';
export { savedName, uniqueNames } from './saved-names/saved-names.ts';
export { systemClock } from './system-clock/system-clock.ts';
export { type ClipFolders, createClipFiles } from './clip-files/clip-files.ts';
export { flushFolder } from './clip-files/durable-folders.ts';
export { isImportNote } from './clip-files/import-notes.ts';
export { mediaTasks } from './media/media-tasks.ts';
export type { MediaToolError } from './media/media-tool-error.ts';
export { createMediaTools, type InspectedImage, type MediaTools } from './media/media-tools.ts';
export type { InspectedVideo } from './media/video/clip-facts.ts';
export { nativeCheckTaskName } from './media/native-check.ts';
export { daemonArguments, type DaemonOptions, parseDaemonArguments, type ReadyInfo } from './runtime/daemon-options.ts';
export { reveal, type RevealError, type RevealSources, type RevealTarget } from './reveal/reveal.ts';
export { inspectVault, type VaultSighting } from './secrets/inspect-vault.ts';
export { createKeychain, type Keychain, type KeychainFault } from './secrets/keychain.ts';
export { keychainTasks } from './secrets/keychain-tasks.ts';
export { outsideSecrets, outsideValuesToHide } from './secrets/outside-secrets.ts';
export type { SecretFilesFault, SecretPaths } from './secrets/secret-files.ts';
export { createSealer, type StudioSealer } from './secrets/sealer.ts';
export { createRecoveryKey, readRecoveryKey, recoveryKeyOf } from './secrets/recovery-key.ts';
export { createStudioKey, type StudioKey, type StudioKeyError, studioKeyId } from './secrets/studio-key.ts';
export { type OpenVault, openSecretVault } from './secrets/secret-vault.ts';
export type { BackupProblem } from './backup-program/backup-problem.ts';
export type {
  BackupProgram,
  CheckedBackup,
  RestoreBackupOptions,
  WriteBackupOptions,
} from './backup-program/backup-program.ts';
export type { CloudProblem, CloudProgram, CloudSetUp } from './cloud-program/cloud-program.ts';
export type {
  CloudAccess,
  CloudQuestions,
  RestorableMachine,
  RestoredStudio,
  RestoreFromCloud,
  RestoreFromCloudOptions,
} from './backup-program/cloud-restore.ts';
export { createOldFiles } from './old-files/old-files.ts';
export { findProgramFiles, type ProgramFiles } from './program-files/program-files.ts';
export { nodesOnPath, type FoundNode } from './program-files/nodes-on-path.ts';
export { unknownVariables, type UnknownVariable } from './config/unknown-variables.ts';
export { type ComputerFacts, createThisComputer } from './this-computer/this-computer.ts';
