/** What a key press on an element belongs to by itself, before any shortcut. */
export interface KeyTarget {
  /** A person types there. */
  readonly typing: boolean;
  /** Keys that the element acts on: a button on Space and Enter, a slider on the arrows. */
  readonly owns: (key: string) => boolean;
  /** It lies outside the dialog or menu that is open, or in it: either way, the page's own keys rest. */
  readonly behindDialog: boolean;
}

const typingFields =
  'textarea, select, [contenteditable=""], [contenteditable=true], input:not([type=radio], [type=checkbox], [type=range], [type=button], [type=submit], [type=color], [type=file])';
const pressable = 'button, summary, input, [role=button], [role=option], [role=menuitem], [role=tab]';
const arrowMoved =
  'input, select, video[controls], [role=slider], [role=radiogroup], [role=listbox], [role=menu], [role=tablist], [role=grid], [role=toolbar]';
const openDialog = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox][data-state=open], dialog[open]';

/** Looks at the element that has the focus when a key is pressed. */
export function keyTarget(target: EventTarget | null): KeyTarget {
  const element = target instanceof Element ? target : null;
  const isIn = (selector: string) => element !== null && element.closest(selector) !== null;
  return {
    typing: isIn(typingFields),
    owns: (key) => {
      if (key === ' ') return isIn(pressable);
      if (key === 'Enter') return isIn(`${pressable}, a[href]`);
      return /^(?:Arrow|Home$|End$|Page)/.test(key) && isIn(arrowMoved);
    },
    behindDialog: document.querySelector(openDialog) !== null,
  };
}
