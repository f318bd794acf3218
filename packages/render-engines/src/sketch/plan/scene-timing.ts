import { type Clause, readingLength } from './clauses.ts';

/** A stretch of frames and the clauses told in it. */
export interface TimedScene {
  readonly startFrame: number;
  /** Exclusive. */
  readonly endFrame: number;
  readonly clauses: readonly Clause[];
}

/** The least time a scene stays, seconds. */
export const shortestSceneSeconds = 1.2;
/** What feels right for a first scene; a clip with room gets no more scenes than clauses. */
const fixedSeconds = 0.9;
const secondsPerCharacter = 1 / 22;

/**
 * Gives each clause its time by its length, and merges neighbours where the clip is too short for all of them. A prompt
 * without clauses is one scene.
 */
export function timeScenes(clauses: readonly Clause[], frameCount: number, fps: number): TimedScene[] {
  const durationSeconds = frameCount / fps;
  const most = Math.max(1, Math.floor(durationSeconds / shortestSceneSeconds));
  const groups = mergeTo(
    clauses.map((clause) => [clause]),
    most,
  );
  if (groups.length === 0) return [{ startFrame: 0, endFrame: frameCount, clauses: [] }];
  const wanted = groups.map((group) => fixedSeconds + Math.min(6, lengthOf(group) * secondsPerCharacter));
  const seconds = shareOut(wanted, durationSeconds);
  let elapsed = 0;
  let start = 0;
  return groups.map((group, i) => {
    elapsed += seconds[i] ?? 0;
    const end = i === groups.length - 1 ? frameCount : Math.max(start + 1, Math.round(elapsed * fps));
    const scene = { startFrame: start, endFrame: end, clauses: group };
    start = end;
    return scene;
  });
}

function lengthOf(group: readonly Clause[]): number {
  return group.reduce((sum, clause) => sum + readingLength(clause.text), 0);
}

/** Merges the shortest pair of neighbours until there are few enough groups. */
function mergeTo(groups: readonly (readonly Clause[])[], most: number): (readonly Clause[])[] {
  const merged = [...groups];
  while (merged.length > most) {
    let best = 0;
    let bestLength = Number.POSITIVE_INFINITY;
    for (let i = 0; i + 1 < merged.length; i++) {
      const length = lengthOf(merged[i] ?? []) + lengthOf(merged[i + 1] ?? []);
      if (length < bestLength) {
        bestLength = length;
        best = i;
      }
    }
    merged.splice(best, 2, [...(merged[best] ?? []), ...(merged[best + 1] ?? [])]);
  }
  return merged;
}

/** Scales wishes to the whole while nobody gets less than the shortest scene. */
function shareOut(wanted: readonly number[], total: number): number[] {
  const floor = Math.min(shortestSceneSeconds, total / wanted.length);
  const spare = total - floor * wanted.length;
  const above = wanted.map((wish) => Math.max(0.05, wish - floor));
  const sum = above.reduce((a, b) => a + b, 0);
  return above.map((part) => floor + (spare * part) / sum);
}
