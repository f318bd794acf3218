import { subjects, type Subject } from '../lexicon/subjects.ts';
import type { World } from '../plan/sketch-plan.ts';
import type { FontRegistry } from '../type/font-registry.ts';
import { figureDrawer } from './figure-drawing.ts';
import { floatingFigure, flockLayer, sailingFigure } from './floating-figure.ts';
import { groundedFigure } from './grounded-figure.ts';
import { lighthouseLayer } from './lighthouse.ts';
import type { Layer, Stage } from './stage.ts';

/** How many layers stay in front of a figure, by world. */
const layersInFront: Partial<Record<World, number>> = {
  sea: 1,
  lake: 1,
  forest: 2,
  mountains: 1,
  meadow: 1,
  desert: 1,
  city: 1,
  underwater: 2,
  clouds: 1,
  space: 0,
};

/** Puts the subject of a scene among its layers. */
export function withFigure(stage: Stage, layers: readonly Layer[], fonts: FontRegistry): Layer[] {
  const { figure, world } = stage.setting;
  const subject = subjects.find((entry) => entry.figure === figure);
  if (subject === undefined) return [...layers];
  const at = layers.length - (layersInFront[world] ?? 1);
  return [...layers.slice(0, at), ...figureLayers(stage, subject, fonts), ...layers.slice(at)];
}

function figureLayers(stage: Stage, subject: Subject, fonts: FontRegistry): Layer[] {
  if (subject.figure === 'lighthouse') return [lighthouseLayer(stage)];
  if (subject.figure === 'birds') return [flockLayer(stage)];
  const draw = figureDrawer(stage, subject, fonts);
  switch (subject.motion) {
    case 'walk':
    case 'stand':
    case 'ride':
      return groundedFigure(stage, subject, draw);
    case 'sail':
      return [sailingFigure(stage, subject, draw)];
    default:
      return [floatingFigure(stage, subject, draw)];
  }
}
