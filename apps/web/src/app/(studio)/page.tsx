import { GenerateTab } from '../../tabs/generate/generate-tab.tsx';

export default function Page() {
  return <GenerateTab />;
}
