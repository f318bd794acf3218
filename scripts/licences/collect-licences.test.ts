import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectLicences, shippedFolders } from './collect-licences.mjs';
import { readPackage } from './package-facts.mjs';

const repositoryRoot = path.join(import.meta.dirname, '../..');
const licences = collectLicences(repositoryRoot);

describe('the licences of what ships', () => {
  it('name every package that a shipped one asks for', () => {
    const listed = new Set(licences.packages.map(({ name }) => name));
    const asked = shippedFolders
      .flatMap((folder) => readPackage(path.join(repositoryRoot, folder)).dependencies)
      .filter((name) => !name.startsWith('@videoexpress/'));
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((name) => !listed.has(name))).toEqual([]);
  });

  it('reach what those ask for in their turn', () => {
    const listed = licences.packages.map(({ name }) => name);
    expect(listed).toEqual(expect.arrayContaining(['@radix-ui/react-dialog', 'body-parser', 'scheduler']));
  });

  it('say under which licence each comes, and carry the text of all but a few', () => {
    expect(licences.packages.filter(({ licence }) => licence === '')).toEqual([]);
    const withoutText = licences.packages.filter(({ texts }) => texts.length === 0);
    expect(withoutText.length).toBeLessThan(licences.packages.length / 10);
  });

  it('include the fonts of the page and of the sketch engine, with the text they come under', () => {
    const fonts = licences.packages.filter(({ licence }) => licence.startsWith('OFL'));
    const texts = fonts.flatMap((each) => each.texts.map((index) => licences.texts[index]));
    expect(texts.some((text) => text?.includes('SIL OPEN FONT LICENSE'))).toBe(true);
    expect(licences.packages.map(({ name }) => name)).toContain('geist');
  });

  it('are the same however often they are made, and name no path', () => {
    expect(collectLicences(repositoryRoot)).toEqual(licences);
    expect(JSON.stringify(licences)).not.toContain(repositoryRoot);
  });
});
