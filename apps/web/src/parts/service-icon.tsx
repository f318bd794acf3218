import type { PublishingService } from '@videoexpress/job-schema';

interface ServiceIconProps {
  readonly service: PublishingService;
  readonly size?: number;
}

/** A sign for a service, drawn like every other icon. It is always beside the service's name. */
export function ServiceIcon({ service, size = 16 }: ServiceIconProps) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      className="shrink-0 fill-none stroke-current stroke-[1.75]"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {service === 'youtube' ? (
        <>
          <rect x="2.5" y="5.5" width="19" height="13" rx="4" />
          <path d="m10 9 5 3-5 3z" />
        </>
      ) : (
        <>
          <rect x="3" y="3" width="18" height="18" rx="5" />
          <circle cx="12" cy="12" r="4" />
          <path d="M17 7h.01" />
        </>
      )}
    </svg>
  );
}
