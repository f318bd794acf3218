/** Where the page keeps what jobs are expected to take. */
export const estimatesKey = ['estimates'] as const;
