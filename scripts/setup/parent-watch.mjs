/**
 * npm passes SIGTERM only to the shell between it and the script, and Debian's shell dies of it without passing it on.
 * So under npm the end of that shell counts as SIGTERM for this process; otherwise the daemon would live on alone.
 */
export function endWithNpm() {
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  timer.unref();
}
