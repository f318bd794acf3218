import { type ConnectableService } from '@videoexpress/job-schema';
import { buttonClasses } from '../../parts/button.tsx';
import { ServiceIcon } from '../../parts/service-icon.tsx';
import { Link } from '../../parts/soft-link.tsx';
import { connectHref } from './compose/connect-href.ts';

/** What there is to do before the first post: shown as long as no account is connected. */
export function ConnectSteps({ services }: { services: readonly ConnectableService[] }) {
  const ready = services.filter((service) => service.ready);
  const [first] = ready;
  const steps = [
    'Make an app of your own at Google or Meta: free, and nobody stands between you and your channel.',
    'Put its client id into Settings, Connections, and its secret into Settings, Keys.',
    'Press Connect. Your browser asks you at the service, and comes back here.',
  ];
  return (
    <section aria-labelledby="connect-title" className="grid gap-3 rounded-2 border border-line p-4">
      <h2 id="connect-title" className="text-title font-semibold">
        Connect a channel
      </h2>
      <ol className="grid gap-1 text-text-2">
        {steps.map((step, index) => (
          <li key={step} className="grid grid-cols-[24px_minmax(0,1fr)]">
            <span className="text-text-1">{index + 1}.</span>
            {step}
          </li>
        ))}
      </ol>
      <p className="flex flex-wrap items-center gap-3">
        <Link href={connectHref} className={buttonClasses('neutral')}>
          {first === undefined ? 'Open Connections' : `Connect ${first.label}`}
        </Link>
        <span className="flex items-center gap-2 text-meta text-text-2">
          {services.map(({ service, label, ready: isReady }) => (
            <span key={service} className="flex items-center gap-1.5">
              <ServiceIcon service={service} />
              {label}: {isReady ? 'ready to connect' : 'not set up'}
            </span>
          ))}
        </span>
      </p>
    </section>
  );
}
