import { readTree } from './read-tree.ts';
import { checkCycles } from './rules/cycles.ts';
import { checkDeclaredEdges, checkImportedEdges } from './rules/edges.ts';
import { checkPhrases } from './rules/phrases.ts';
import { checkDoors, checkLengths, checkNames } from './rules/shape.ts';
import type { Violation } from './violation.ts';

const rules = [checkDeclaredEdges, checkImportedEdges, checkCycles, checkPhrases, checkLengths, checkNames, checkDoors];

/**
 * Holds a tree against the rules of the house.
 * @param root the folder with `apps`, `packages` and `scripts`
 */
export function checkWalls(root: string): Violation[] {
  const tree = readTree(root);
  return rules.flatMap((rule) => rule(tree));
}
