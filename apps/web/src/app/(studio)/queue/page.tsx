import { GenerateTab } from '../../../tabs/generate/generate-tab.tsx';

/** The clip and the queue: a tab of its own where there is no room for the form beside them. */
export default function Page() {
  return <GenerateTab />;
}
