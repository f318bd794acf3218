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
});
