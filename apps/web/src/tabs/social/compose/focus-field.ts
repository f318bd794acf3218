/** Puts the focus on the control that sets a field of the content: what a line of the pre-flight leads to. */
export function focusField(form: HTMLElement | null, field: string): void {
  const named = form?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`);
  if (named === null || named === undefined) return;
  const inside = named.querySelector<HTMLElement>('input:checked') ?? named.querySelector<HTMLElement>('button, input');
  const control = named.matches('input, select, textarea') ? named : (inside ?? named);
  control.scrollIntoView({ block: 'nearest' });
  control.focus();
}
