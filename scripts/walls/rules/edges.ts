import { dirname, join } from 'node:path/posix';
import { isBuiltin } from 'node:module';
import { allowedEdges, browserPackages, bundledPackages, outsideWorld } from '../allowed-edges.ts';
import { type Import, findImports } from '../imports.ts';
import type { Package, SourceFile, Tree } from '../read-tree.ts';
import type { Violation } from '../violation.ts';

/** Every package.json names only what stands below it. A test may need more, so development dependencies may too. */
export function checkDeclaredEdges({ packages }: Tree): Violation[] {
  const internal = new Set(packages.map(({ name }) => name));
  return packages.flatMap((owner) => {
    const allowed = allowedEdges[owner.name] ?? [];
    return owner.dependencies
      .filter((name) => internal.has(name) && !allowed.includes(name))
      .map((name) => ({
        rule: 'edge',
        file: `${owner.folder}/package.json`,
        line: 0,
        detail: `${owner.name} may not depend on ${name}`,
      }));
  });
}

/** Every import is one that the package declares and that the walls allow. */
export function checkImportedEdges(tree: Tree): Violation[] {
  const scripts = tree.files.filter(({ path }) => !path.endsWith('.css'));
  return scripts.flatMap((file) =>
    findImports(file.text).flatMap((found) => {
      const problem = isRelative(found) ? leavesPackage(file, found) : breaksWall(tree, file, found);
      return problem === null ? [] : [{ ...problem, file: file.path, line: found.line }];
    }),
  );
}

type Problem = Pick<Violation, 'rule' | 'detail'> | null;

function isRelative({ specifier }: Import): boolean {
  return specifier.startsWith('.') || specifier.startsWith('/');
}

function leavesPackage({ path, owner }: SourceFile, { specifier }: Import): Problem {
  if (owner === null) return null;
  const target = join(dirname(path), specifier);
  if (target.startsWith(`${owner.folder}/`)) return null;
  return { rule: 'edge', detail: `${specifier} leaves the package; import the other package by its name` };
}

function breaksWall(tree: Tree, file: SourceFile, { specifier }: Import): Problem {
  if (isBuiltin(specifier)) return reachesOutside(file, specifier);
  if (specifier === 'next/link')
    return { rule: 'link', detail: 'import { Link } from apps/web/src/parts/soft-link.tsx' };
  const name = packageNameOf(specifier);
  const other = tree.packages.find((candidate) => candidate.name === name);
  const { owner } = file;
  if (owner === null) return declared(tree.rootPackage, tree.rootPackage, true, name);
  if (other !== undefined && !file.isTest && !(allowedEdges[owner.name] ?? []).includes(name)) {
    return { rule: 'edge', detail: `${owner.name} may not import ${name}` };
  }
  if (other !== undefined && !isDoor(other, specifier, file.isTest)) {
    return { rule: 'edge', detail: `${specifier} is not a door of ${name}; import ${name}` };
  }
  const mayUseDevelopment = file.isTest || bundledPackages.includes(owner.name) || isAtTop(file);
  return declared(owner, tree.rootPackage, mayUseDevelopment, name);
}

/** Build scripts and configuration files of a package, which run on the developer's machine only. */
function isAtTop({ path, owner }: SourceFile): boolean {
  return owner !== null && dirname(path) === owner.folder;
}

/** `@videoexpress/host` is a door; a folder called testing is one too, for tests. */
function isDoor(other: Package, specifier: string, isTest: boolean): boolean {
  const door = `.${specifier.slice(other.name.length)}`;
  if (door === '.') return true;
  return other.doors.includes(door) && (isTest || !door.includes('testing'));
}

function declared(owner: Package, root: Package, mayUseDevelopment: boolean, name: string): Problem {
  const known = mayUseDevelopment
    ? [...owner.dependencies, ...owner.devDependencies, ...root.devDependencies]
    : owner.dependencies;
  if (known.includes(name)) return null;
  return { rule: 'undeclared', detail: `${name} is not in the dependencies of ${owner.folder}/package.json` };
}

function reachesOutside({ owner, isTest, path }: SourceFile, specifier: string): Problem {
  if (owner === null || isTest || !path.includes('/src/')) return null;
  if (browserPackages.includes(owner.name)) {
    return { rule: 'outside', detail: `${owner.name} also runs in a browser and may not import ${specifier}` };
  }
  if (outsideWorld[owner.name]?.test(specifier)) {
    return { rule: 'outside', detail: `${owner.name} knows no file system, network or process; ${specifier} is one` };
  }
  return null;
}

function packageNameOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
