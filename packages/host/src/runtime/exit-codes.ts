/** What the program's exit codes mean. Scripts rely on them: the table is part of the public face. */
export const exitCodes = {
  done: 0,
  error: 1,
  usage: 2,
  notRunning: 3,
  lockedByAnother: 4,
  portTaken: 5,
  configurationInvalid: 6,
  databaseUnusable: 7,
  doctorFailed: 8,
  shutdownTimedOut: 9,
  interruptedTwice: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
