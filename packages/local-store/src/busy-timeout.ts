/** A writer that finds the file locked waits this long, and blocks the event loop for all of it; then we wait outside. */
export const busyTimeoutMs = 250;
