/** Where anyone can read an object of a public bucket. @param baseUrl without a slash at the end */
export function publicAddress(baseUrl: string, key: string): string {
  return `${baseUrl}/${key.split('/').map(encodeURIComponent).join('/')}`;
}
