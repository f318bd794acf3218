/** An address with something behind its path, which may be what opens it. */
const addressWithQuery = /(https?:\/\/[^\s"'<>\\?#]+)[?#][^\s"'<>\\]*/gi;
/** What signs a link to an object; clients in Python quote it behind the path alone. */
const signature = /[?&]X-Amz-[^\s"'<>\\]*/gi;
/** A link of the listener for workers: its name is what opens it. */
const listenerLink = /(\/files\/)[A-Za-z0-9_-]{43}/g;

/** A text from outside without what would let a reader into the object storage, or into an order: signatures of links. */
export function withoutLinks(text: string): string {
  return text.replaceAll(addressWithQuery, '$1').replaceAll(signature, '').replaceAll(listenerLink, '$1…');
}
