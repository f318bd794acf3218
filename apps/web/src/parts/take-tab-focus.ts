/**
 * Puts the focus on the heading of the tab, unless the tab or a dialog has it already. False where there is no heading yet.
 */
export function takeTabFocus(area: HTMLElement): boolean {
  const focused = document.activeElement;
  if (focused !== null && (area.contains(focused) || focused.closest('dialog, [role=dialog]') !== null)) return true;
  const heading = area.querySelector<HTMLElement>('h1');
  if (heading === null) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}
