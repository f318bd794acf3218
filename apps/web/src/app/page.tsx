import { Studio } from '../shell/studio.tsx';

export default function Page() {
  return <Studio />;
}
