import { CrashReportsPage } from '../../../../tabs/settings/crash-reports/crash-reports-page.tsx';

export default function Page() {
  return <CrashReportsPage />;
}
