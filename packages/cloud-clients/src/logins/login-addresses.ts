/** Where the services are. Stand-ins have others. */
export interface LoginAddresses {
  /** Google's login page. */
  readonly googleAccounts: string;
  /** Google's tokens. */
  readonly googleTokens: string;
  readonly youtubeApi: string;
  /** Instagram's login page. */
  readonly instagramLogin: string;
  /** Where Instagram trades codes. */
  readonly instagramTokens: string;
  readonly instagramGraph: string;
}

/** The services themselves. */
export const realLoginAddresses: LoginAddresses = {
  googleAccounts: 'https://accounts.google.com',
  googleTokens: 'https://oauth2.googleapis.com',
  youtubeApi: 'https://www.googleapis.com',
  instagramLogin: 'https://www.instagram.com',
  instagramTokens: 'https://api.instagram.com',
  instagramGraph: 'https://graph.instagram.com',
};
