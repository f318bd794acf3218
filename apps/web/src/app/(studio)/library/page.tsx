import { LibraryTab } from '../../../tabs/library/library-tab.tsx';

export default function Page() {
  return <LibraryTab />;
}
