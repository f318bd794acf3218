import { SocialTab } from '../../../tabs/social/social-tab.tsx';

export default function Page() {
  return <SocialTab />;
}
