import { AssetPage } from '../../../../tabs/library/asset-page.tsx';

/** One page for every asset: the export cannot know their ids. */
export const generateStaticParams = () => [{ id: '_' }];

export default function Page() {
  return <AssetPage />;
}
