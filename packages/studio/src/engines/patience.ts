import type { RenderEngine } from './render-engine.ts';

const usualMs = 30 * 60_000;

/** How long an engine that does not answer is asked on, in milliseconds that this machine was awake. */
export function patienceWith(engine: RenderEngine | undefined): number {
  return engine?.patienceMs ?? usualMs;
}

/** `30 minutes`, `48 hours`. */
export function patienceWords(engine: RenderEngine | undefined): string {
  const minutes = patienceWith(engine) / 60_000;
  return minutes < 120 ? `${Math.round(minutes)} minutes` : `${Math.round(minutes / 60)} hours`;
}
