/** Commands of the command line as designed that come in later versions: they are known, and say so. */
export const laterCommands = ['backup', 'restore'] as const;
