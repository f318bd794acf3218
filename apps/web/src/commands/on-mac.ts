/** Whether this browser runs on a machine whose shortcuts go by the command key. */
export function onMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
