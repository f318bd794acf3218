/** A rectangle of the frame, pixels. */
export interface FrameBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Moves the sun or moon out from behind the type: words cannot be read over it, and a light that is shaded is no light.
 * To a side where there is room, else below or above; where there is room nowhere it stays.
 * @param clearance how far its middle must stay from the type, pixels
 */
export function placeLight(
  wish: Point,
  box: FrameBox | null,
  clearance: number,
  frame: { width: number; bottom: number },
): Point {
  if (box === null || distanceTo(box, wish) >= clearance) return wish;
  const inset = clearance * 0.55;
  const places: Point[] = [
    { x: box.x + box.width + clearance, y: wish.y },
    { x: box.x - clearance, y: wish.y },
    { x: wish.x, y: box.y + box.height + clearance },
    { x: wish.x, y: box.y - clearance },
  ];
  const free = places.filter(
    ({ x, y }) => x >= inset && x <= frame.width - inset && y >= inset && y <= frame.bottom - inset * 0.4,
  );
  const far = (place: Point): number => Math.hypot(place.x - wish.x, place.y - wish.y);
  return free.sort((a, b) => far(a) - far(b))[0] ?? wish;
}

/** How far a point lies from a box; 0 inside it. */
export function distanceTo(box: FrameBox, point: Point): number {
  const dx = Math.max(box.x - point.x, 0, point.x - box.x - box.width);
  const dy = Math.max(box.y - point.y, 0, point.y - box.y - box.height);
  return Math.hypot(dx, dy);
}
