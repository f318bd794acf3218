/**
 * Fields of log lines that say nothing of what a person makes: ids, codes, counts, times. Everything else may carry a prompt
 * or the name of a clip, and is left out.
 */
const plainFields = new Set(
  'level time jobId attemptId assetId requestId bootId method status ms code reason state event kind engine count removed crashes exitCode pid port version service source set clientLeft end solo ipv6 retryable'.split(
    ' ',
  ),
);
const plainValue = /^[\w.:+-]{1,80}$/;
/** Where a person's files lie: what comes behind names them. */
const personalPath = /((?:media|posters|quarantine|uploads|scratch)[/\\])[^"'`\n]*/g;
const quoted = /“[^”]*”|‘[^’]*’|"[^"]*"|'[^']*'/g;

/** What a text says without what stands in quotes, and without names of files. */
export function withoutNames(text: string): string {
  return text.replace(personalPath, '$1[name left out]').replace(quoted, '[left out]');
}

/** One line of the log as it may be given to someone who helps; null where it is no line of ours. */
export function privateLine(line: string): object | null {
  const parsed = parse(line);
  if (parsed === null) return null;
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(parsed)) {
    if (name === 'msg' && typeof value === 'string') kept[name] = withoutNames(value);
    else if (name === 'path' && typeof value === 'string' && value.startsWith('/api/'))
      kept[name] = value.split('?')[0];
    else if (name === 'err') kept[name] = privateError(value);
    else if (plainFields.has(name) && isPlain(value)) kept[name] = value;
    else kept[name] = '[left out]';
  }
  return kept;
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return plainValue.test(value);
  return typeof value === 'number' || typeof value === 'boolean' || value === null;
}

/** Kind, code and where it happened in the program. Its message may quote anything, and stands in the first lines of its stack. */
function privateError(value: unknown): object {
  const { type, code, stack } = Object(value) as Record<string, unknown>;
  const frames = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
  return {
    ...(typeof type === 'string' && plainValue.test(type) ? { type } : {}),
    ...(isPlain(code) ? { code } : {}),
    stack: frames.slice(0, 12).map((line) => withoutNames(line.trim())),
  };
}

function parse(line: string): object | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
