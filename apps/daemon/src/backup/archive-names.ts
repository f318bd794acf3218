/** Names of what a backup has beside the files of the library. */
export const manifestName = 'manifest.json';
export const readmeName = 'README.txt';
export const databaseName = 'videoexpress.db';

const libraryFolders = ['media', 'posters'];
// Control characters, and what Windows takes for something else than a part of a name.
const oddCharacters = /[\p{Cc}\\:*?"<>|]/u;

/**
 * Whether a file of a backup may lie under this name below a data folder: the database, or a file of the library. Nothing
 * that leads elsewhere, on any system.
 */
export function isBackupName(name: string): boolean {
  if (name === databaseName) return true;
  const parts = name.split('/');
  const [folder = ''] = parts;
  if (!libraryFolders.includes(folder) || parts.length < 2 || oddCharacters.test(name)) return false;
  return parts.every((part) => part !== '' && part !== '.' && part !== '..');
}
