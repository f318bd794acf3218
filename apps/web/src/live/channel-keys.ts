/** Where what is known of logins, publications, the audit log and the copy in the cloud lies in the cache. */
export const channelKeys = {
  connection: ['connections'],
  publication: ['publications'],
  audit: ['audit'],
  cloud: ['cloud'],
} as const;
