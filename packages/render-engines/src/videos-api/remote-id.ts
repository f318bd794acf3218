/** A video on the server that took it, whichever one the settings name by now. */
export interface RemoteVideo {
  readonly base: string;
  readonly id: string;
}

/** What the studio keeps of a submission: `<base of the server>#<the server's id of the video>`. */
export function writeRemoteId({ base, id }: RemoteVideo): string {
  return `${base}#${id}`;
}

/** Null for what this engine never wrote. */
export function readRemoteId(remoteId: string): RemoteVideo | null {
  const at = remoteId.indexOf('#');
  const base = remoteId.slice(0, at);
  const id = remoteId.slice(at + 1);
  return at > 0 && id !== '' && URL.canParse(base) ? { base, id } : null;
}

/** The path of a video, with whatever may stand in its id made harmless. */
export function videoPath(id: string, rest = ''): string {
  return `/v1/videos/${encodeURIComponent(id)}${rest}`;
}
