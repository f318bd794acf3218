/** Where the page keeps what it knows of secrets. */
export const secretsKey = ['secrets'] as const;
