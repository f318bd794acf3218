import { SettingsTab } from '../../../tabs/settings/settings-tab.tsx';

export default function Page() {
  return <SettingsTab />;
}
