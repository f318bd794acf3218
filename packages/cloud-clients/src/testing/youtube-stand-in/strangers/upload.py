"""Uploads a file by Google's own client, in chunks, and prints what it was told: one JSON document a line."""

import json
import sys

from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.http import MediaFileUpload

base, path = sys.argv[1:]
youtube = build(
    "youtube",
    "v3",
    credentials=Credentials(token="a-stranger"),
    static_discovery=True,
    client_options={"api_endpoint": f"{base}/"},
)
body = {
    "snippet": {"title": "By a stranger", "tags": ["sea"], "categoryId": "22"},
    "status": {"privacyStatus": "unlisted", "selfDeclaredMadeForKids": False},
}
media = MediaFileUpload(path, chunksize=4 * 256 * 1024, resumable=True, mimetype="video/mp4")
insert = youtube.videos().insert(part="snippet,status", body=body, media_body=media)
# The client makes every upload address https, whatever it was given.
insert.uri = insert.uri.replace("https:", "http:")
progress = []
answer = None
while answer is None:
    status, answer = insert.next_chunk(num_retries=5)
    if status is not None:
        progress.append(status.resumable_progress)
print(json.dumps({"progress": progress, "id": answer["id"]}))
listed = youtube.videos().list(part="status,processingDetails", id=answer["id"]).execute()
print(json.dumps(listed["items"][0]["status"]))
