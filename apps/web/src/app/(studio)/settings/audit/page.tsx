import { AuditPage } from '../../../../tabs/settings/audit/audit-page.tsx';

export default function Page() {
  return <AuditPage />;
}
