/** Where accounts are connected. */
export const connectHref = '/settings#connections';
