import type { RenderEngine } from '@videoexpress/studio';
import { createSketchEngine, type SketchEngineDeps } from './sketch/sketch-engine.ts';

/** What the engines of this machine are made from. */
export type EngineDeps = SketchEngineDeps;

/** Every place to render, the default first. A new one is a folder beside `sketch/` and a line here. */
export function createEngines(deps: EngineDeps): readonly RenderEngine[] {
  return [createSketchEngine(deps)];
}
