import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../setup/folders.mjs';
import { collectLicences } from './collect-licences.mjs';

// Part of the page's build: the list that Settings show, made from the packages as they are installed.
const folder = path.join(repositoryRoot, 'apps', 'web', 'public');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'licences.json'), JSON.stringify(collectLicences(repositoryRoot)));
