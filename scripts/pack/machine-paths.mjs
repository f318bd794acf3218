import { homedir, tmpdir } from 'node:os';
import { cacheFolder, repositoryRoot } from '../setup/folders.mjs';

/** A path this short, such as `/root`, may stand in a text that has nothing to do with this machine. */
const tellingLength = 6;

/** Folders of this machine that nothing published may name. */
export function machinePaths() {
  return [repositoryRoot, cacheFolder(), homedir(), tmpdir()].filter((path) => path.length >= tellingLength);
}
