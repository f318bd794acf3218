import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';
import { readPackage } from '../licences/package-facts.mjs';
import { billOfMaterials } from './bill-of-materials.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bom = billOfMaterials(root);
const text = JSON.stringify(bom);
const { components, dependencies } = bom;
const ids = new Set(components.map(({ name, version }) => `${name}@${version}`));

/** The package that a file lies in, found without the code under test: the nearest manifest with a name and a version. */
function packageOf(file: string): string | null {
  for (let folder = dirname(file); folder.includes('node_modules'); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (name !== undefined && version !== undefined) return `${name}@${version}`;
  }
  return null;
}

describe('the list of parts', () => {
  it('is CycloneDX, to the letter', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(text)).toBe(null);
    expect(await validator.validate(text.replace('"library"', '"libary"'))).not.toBe(null);
  });

  it('has every package that the bundler put into the program', () => {
    const note = join(root, 'apps/cli/dist/bundled-files.json');
    const files: string[] = JSON.parse(readFileSync(note, 'utf8'));
    const inside = new Set(files.flatMap((file) => packageOf(join(root, 'apps/cli', file)) ?? []));
    expect(inside.size).toBeGreaterThan(40);
    expect([...inside].filter((id) => !ids.has(id))).toEqual([]);
  });

  it('has what npm brings beside it, with what that needs and the native file of each system', () => {
    const cli = readPackage(join(root, 'apps/cli'));
    const names = new Set(components.map(({ name }) => name));
    const asked = [...cli.dependencies, ...cli.optionalDependencies].filter(
      (name) => !name.startsWith('@videoexpress/'),
    );
    expect(asked.filter((name) => !names.has(name))).toEqual([]);
    expect([...names]).toEqual(expect.arrayContaining(['node-addon-api', '@napi-rs/canvas-win32-x64-msvc']));
    expect(components.find(({ name }) => name === '@napi-rs/canvas')?.scope).toBe('optional');
    expect(components.find(({ name }) => name === 'better-sqlite3')?.scope).toBe('required');
  });

  it('has what the page is made of, and the fonts', () => {
    const web = readPackage(join(root, 'apps/web'));
    const names = new Set(components.map(({ name }) => name));
    const asked = web.dependencies.filter((name) => !name.startsWith('@videoexpress/'));
    expect(asked.filter((name) => !names.has(name))).toEqual([]);
    expect(names).toContain('Fonts of the sketch engine');
  });

  it('says the licence of each, and the hash of each that the lock file pins', () => {
    expect(components.filter(({ licenses }) => licenses.length === 0)).toEqual([]);
    const native = ({ properties }: (typeof components)[number]) => properties.some(({ value }) => value === 'native');
    const unpinned = components.filter((each) => each.hashes === undefined && !native(each));
    expect(unpinned.map(({ name }) => name)).toEqual(['Fonts of the sketch engine']);
    expect(text).toContain('FFmpeg with x264 and x265');
  });

  it('names nothing twice, and depends on nothing that it does not list', () => {
    const refs = components.map((each) => each['bom-ref']);
    expect(new Set(refs).size).toBe(refs.length);
    const known = new Set([...refs, dependencies[0]?.ref ?? '']);
    expect(dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !known.has(ref))).toEqual(
      [],
    );
  });

  it('is the same however often it is made, and names no path of this machine', () => {
    expect(JSON.stringify(billOfMaterials(root))).toBe(text);
    expect(text).not.toContain(root);
  });
});
