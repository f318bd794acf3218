import { GenerateTab } from '../../../../tabs/generate/generate-tab.tsx';

/** One page for every job: the export cannot know their ids. */
export const generateStaticParams = () => [{ id: '_' }];

export default function Page() {
  return <GenerateTab />;
}
