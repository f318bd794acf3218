import { describe, expect, it } from 'vitest';
import { errorOfEnd } from './media-tool-error.ts';

describe('the end of a check that brought no result', () => {
  it.each(['ENOSPC', 'EDQUOT'])('by %s is told as a full disk, which is waited for', (code) => {
    expect(errorOfEnd({ kind: 'failed', message: 'write', code }, 'invalid_output').code).toBe('disk_full');
  });

  it.each(['EROFS', 'EACCES', 'EMFILE'])('by %s is laid to the folder, and names no path', (code) => {
    const error = errorOfEnd({ kind: 'failed', message: `${code}: open '/home/ada/clip'`, code }, 'invalid_output');
    expect(error.code).toBe('storage_failed');
    expect(error.reason).not.toContain('/home');
  });

  it('by its own size is laid to the file, and by any other signal to the tool', () => {
    const killed = { kind: 'killed', signal: 'SIGKILL' } as const;
    expect(errorOfEnd({ ...killed, tooLarge: true }, 'invalid_output').code).toBe('invalid_output');
    expect(errorOfEnd(killed, 'invalid_output').code).toBe('media_tool_failed');
  });
});
