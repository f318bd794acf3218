/** For `expect.poll`: how long something that happens at once may take on a machine that is busy with other tests. */
export const patience = { timeout: 10_000 };
