/** The parts of the page, in their order; each can be linked to by its id, as in `/settings#storage`. */
export const settingsSections = [
  { id: 'health', label: 'Health' },
  { id: 'engines', label: 'Engines' },
  { id: 'costs', label: 'Costs' },
  { id: 'storage', label: 'Storage' },
  { id: 'cloud', label: 'Cloud' },
  { id: 'keys', label: 'Keys' },
  { id: 'connections', label: 'Connections' },
  { id: 'suggestions', label: 'Suggestions' },
  { id: 'appearance', label: 'Appearance' },
  { id: 'notifications', label: 'Notifications' },
  { id: 'keyboard', label: 'Keyboard' },
  { id: 'crash-reports', label: 'Crash reports' },
  { id: 'audit', label: 'Audit log' },
  { id: 'about', label: 'About' },
] as const;

export type SectionId = (typeof settingsSections)[number]['id'];

/** The field of the monthly budget. Links from elsewhere lead right to it, as in `/settings#monthly-budget`. */
export const monthlyBudgetId = 'monthly-budget';
