/** @param {string} text one line, on stderr so that `--json` output stays clean */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/**
 * Says what is going on, but only once it has taken noticeably long.
 * @template T
 * @param {string} text
 * @param {Promise<T>} work
 */
export async function sayIfSlow(text, work) {
  const timer = setTimeout(() => say(text), 1000);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
