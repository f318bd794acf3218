import type { SKRSContext2D } from '@napi-rs/canvas';

/** Stands before an emoji run while it is shaped, and is cut off. */
const leadIn = '\u{1F3C1}';

/** Whether a bundled font is the one of colour emoji. */
export function isEmojiFont(font: string): boolean {
  return font.startsWith('noto-color-emoji');
}

/**
 * An emoji run as it must be written to be shaped as one. A run that begins with a character that may also be plain text
 * (the white flag of the rainbow flag) is else split before the font sees it, so every run gets an emoji before it.
 */
function shapedForm(text: string): string {
  return leadIn + text.replaceAll('\u{1F3F3}\uFE0F\u200D\u{1F308}', '\u{1F3F3}\u200D\u{1F308}');
}

/** The width of an emoji run with the pen's font, pixels. */
export function emojiRunWidth(pen: SKRSContext2D, text: string): number {
  return pen.measureText(shapedForm(text)).width - pen.measureText(leadIn).width;
}

/** Draws an emoji run with its left edge at x; the canvas must hold nothing to the left of it. */
export function drawEmojiRun(pen: SKRSContext2D, text: string, x: number, baseline: number): void {
  pen.save();
  pen.beginPath();
  pen.rect(x, -1e5, 2e5, 2e5);
  pen.clip();
  pen.fillText(shapedForm(text), x - pen.measureText(leadIn).width, baseline);
  pen.restore();
}
