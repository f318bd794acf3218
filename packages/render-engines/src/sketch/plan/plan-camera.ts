import type { Random } from '../prng.ts';
import type { CameraMove } from './sketch-plan.ts';

const still =
  /\b(?:camera (?:holds?|stays|remains)? ?still|static (?:shot|camera)|locked[- ]off|no camera movement)\b/iu;
const inward = /\b(?:(?:push|zoom|dolly|move|track)(?:es|s|ing)?[- ]?in(?:to)?|closer|approach(?:es|ing)?)\b/iu;
const outward = /\b(?:(?:pull|zoom|dolly)(?:s|es|ing)?[- ]?(?:out|back)|reveal(?:s|ing)?)\b/iu;
const toLeft = /\b(?:pan|track|truck|mov)(?:s|e|es|ing)? (?:to the )?left\b/iu;
const toRight = /\b(?:pan|track|truck|mov)(?:s|e|es|ing)? (?:to the )?right\b/iu;
const upward = /\b(?:tilt|crane|pan|ris)(?:s|e|es|ing)? up(?:wards?)?\b/iu;
const downward = /\b(?:tilt|crane|pan)(?:s|es|ing)? down(?:wards?)?\b/iu;

const stillCamera: CameraMove = { travelX: 0, travelY: 0, zoomFrom: 1, zoomTo: 1 };

/**
 * The camera over a picture: a push in, a pull back or a pan, as the words direct it or the seed has it. A zoom of 1 shows
 * the whole picture as far as the frame's shape allows.
 */
export function planPictureCamera(text: string, random: Random): CameraMove {
  if (still.test(text)) return stillCamera;
  const side = random.chance(0.5) ? 1 : -1;
  const near = random.between(1.17, 1.24);
  const push: CameraMove = { travelX: side * 0.03, travelY: 0, zoomFrom: 1, zoomTo: near };
  const pull: CameraMove = { ...push, zoomFrom: near, zoomTo: 1 };
  const pan: CameraMove = { travelX: side * 0.12, travelY: 0, zoomFrom: 1.15, zoomTo: 1.19 };
  if (toLeft.test(text)) return { ...pan, travelX: -0.13 };
  if (toRight.test(text)) return { ...pan, travelX: 0.13 };
  if (upward.test(text)) return { ...pan, travelX: 0, travelY: -0.12 };
  if (downward.test(text)) return { ...pan, travelX: 0, travelY: 0.12 };
  if (inward.test(text)) return push;
  if (outward.test(text)) return pull;
  return random.pick([push, push, pull, pan]);
}

/** The camera for a scene: as the words direct it, else as the seed has it. */
export function planCamera(text: string, pace: number, random: Random): CameraMove {
  const travel = random.between(0.085, 0.13) * (0.7 + pace * 0.3);
  const side = random.chance(0.5) ? 1 : -1;
  const grows = random.chance(0.7);
  const depth = random.between(0.035, 0.06);
  let move: CameraMove = {
    travelX: side * travel,
    travelY: random.between(-0.012, 0.012),
    zoomFrom: grows ? 1 : 1 + depth,
    zoomTo: grows ? 1 + depth : 1,
  };
  if (still.test(text)) return stillCamera;
  if (inward.test(text)) move = { ...move, travelX: side * 0.02, zoomFrom: 1, zoomTo: 1.14 };
  if (outward.test(text)) move = { ...move, travelX: side * 0.02, zoomFrom: 1.14, zoomTo: 1 };
  if (toLeft.test(text)) move = { ...move, travelX: -0.12 };
  if (toRight.test(text)) move = { ...move, travelX: 0.12 };
  if (upward.test(text)) move = { ...move, travelY: -0.05 };
  if (downward.test(text)) move = { ...move, travelY: 0.05 };
  return move;
}
