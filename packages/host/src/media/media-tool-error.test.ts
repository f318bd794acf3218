import { describe, expect, it } from 'vitest';
import { errorOfEnd } from './media-tool-error.ts';

describe('the end of a check that brought no result', () => {
  it.each(['ENOSPC', 'EDQUOT'])('by %s is told as a full disk, which is waited for', (code) => {
    expect(errorOfEnd({ kind: 'failed', message: 'write', code }, 'invalid_output').code).toBe('disk_full');
  });
});
