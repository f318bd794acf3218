/** The tag with the length, at the foot of a picture. */
export const lengthTagClasses =
  'absolute right-2 bottom-2 rounded-1 bg-over-picture px-1 font-mono text-micro text-on-picture';
