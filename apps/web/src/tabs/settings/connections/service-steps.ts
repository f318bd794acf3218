import type { OAuthClients, PublishingService } from '@videoexpress/job-schema';

interface ClientField {
  readonly field: keyof OAuthClients;
  /** Its name in the environment. */
  readonly variable: string;
  readonly label: string;
  readonly help: string;
}

interface ServiceSteps {
  readonly steps: readonly string[];
  readonly fields: readonly ClientField[];
  /** What the client's secret is called there. */
  readonly secret: string;
  readonly guide: string;
}

/** What a person does at each service, once. */
export const serviceSteps: Readonly<Record<PublishingService, ServiceSteps>> = {
  youtube: {
    steps: [
      'In Google Cloud’s console, make a project and enable the YouTube Data API v3.',
      'Set up the consent screen as “External”, and publish it to “In production”: in “Testing” a login ends after 7 days.',
      'Under Credentials, make an OAuth client of the type “Desktop app”, or “Web application” with the address below.',
    ],
    fields: [
      {
        field: 'googleClientId',
        variable: 'GOOGLE_CLIENT_ID',
        label: 'Client id',
        help: 'Ends in .apps.googleusercontent.com',
      },
    ],
    secret: 'client secret',
    guide: 'docs/youtube.md',
  },
  instagram: {
    steps: [
      'Your Instagram account must be a professional one: business or creator.',
      'In Meta’s page for developers, make an app with “Instagram API with Instagram login”.',
      'Add your account as an Instagram tester, and accept the invitation at instagram.com/accounts/manage_access.',
      'Copy the Instagram app id and the Instagram app secret (not those of Facebook), and register the address below.',
    ],
    fields: [
      {
        field: 'instagramClientId',
        variable: 'INSTAGRAM_CLIENT_ID',
        label: 'Instagram app id',
        help: 'Not the id of the Facebook app.',
      },
      {
        field: 'instagramRedirectUri',
        variable: 'INSTAGRAM_REDIRECT_URI',
        label: 'Own https page',
        help: 'A page of yours that leads back here, as it is registered. Left empty, you paste the address or a token.',
      },
    ],
    secret: 'app secret',
    guide: 'docs/instagram.md',
  },
};
