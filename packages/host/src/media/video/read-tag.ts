import { maxClipSettingsCharacters } from '@videoexpress/job-schema';
import type { Input } from 'mediabunny';

/** The tag that holds a clip's settings. */
const tagName = 'videoexpress';

/** The text of a file's tag `videoexpress`, or null. Matroska writes the names of tags in capitals. */
export async function readTag(input: Input): Promise<string | null> {
  const { raw } = await input.getMetadataTags();
  for (const [name, value] of Object.entries(raw ?? {})) {
    if (name.toLowerCase() !== tagName || typeof value !== 'string') continue;
    return value.length <= maxClipSettingsCharacters ? value : null;
  }
  return null;
}
