/** Colours of the ring in the browser's tab. */
export interface IconColours {
  readonly done: string;
  readonly track: string;
}

const side = 32;
const stroke = 6;
const centre = side / 2;
const radius = (side - stroke) / 2;

/** A point of the ring, `fraction` of the way round from the top; with two decimals, which is finer than a pixel. */
function pointAt(fraction: number): string {
  const angle = 2 * Math.PI * fraction - Math.PI / 2;
  const round = (value: number) => Number((centre + radius * value).toFixed(2));
  return `${round(Math.cos(angle))} ${round(Math.sin(angle))}`;
}

/** The part of the ring up to a fraction, as an SVG path; empty for nothing. A whole ring is two halves. */
export function arcPath(fraction: number): string {
  if (fraction <= 0) return '';
  const start = `M${pointAt(0)}`;
  if (fraction >= 1)
    return `${start}A${radius} ${radius} 0 0 1 ${pointAt(0.5)}A${radius} ${radius} 0 0 1 ${pointAt(0)}`;
  return `${start}A${radius} ${radius} 0 ${fraction > 0.5 ? 1 : 0} 1 ${pointAt(fraction)}`;
}

/** The tab's icon while something is on its way: a ring as far as it is measured, else a ring of dots. */
export function progressIcon(fraction: number | null, { done, track }: IconColours): string {
  const ring = `fill="none" stroke-width="${stroke}"`;
  const parts =
    fraction === null
      ? [
          `<circle cx="${centre}" cy="${centre}" r="${radius}" ${ring} stroke="${done}" stroke-dasharray="0 10.2" stroke-linecap="round"/>`,
        ]
      : [
          `<circle cx="${centre}" cy="${centre}" r="${radius}" ${ring} stroke="${track}"/>`,
          `<path d="${arcPath(fraction)}" ${ring} stroke="${done}"/>`,
        ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">${parts.join('')}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
