"""An object store on a loopback socket that speaks as much of S3 as DuckDB does: put in parts, read in ranges, list, delete."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

_RANGE = re.compile(r"bytes=(\d+)-(\d*)")
_KEY = re.compile(r"<Key>([^<]+)</Key>")


class SmallS3:
    """Serves in threads while the `with` block runs. `objects` is what it holds, by bucket and key; `signed` counts signed requests."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.uploads: dict[str, dict[int, bytes]] = {}
        self.numbers = count(1)
        self.signed = 0
        store = self

        class Handler(_Handler):
            held = store

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    held: SmallS3
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._get(only_head=True)

    def do_GET(self) -> None:
        self._get(only_head=False)

    def _get(self, *, only_head: bool) -> None:
        key, asked = self._asked()
        if "list-type" in asked:
            bucket = key.split("/")[0]
            prefix = f"{bucket}/{asked.get('prefix', '')}"
            listed = "".join(
                f"<Contents><Key>{escape(name.removeprefix(bucket + '/'))}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>"
                f"<ETag>&quot;e&quot;</ETag><Size>{len(body)}</Size></Contents>"
                for name, body in sorted(self.held.objects.items())
                if name.startswith(prefix)
            )
            self._say(200, f"<ListBucketResult><IsTruncated>false</IsTruncated>{listed}</ListBucketResult>".encode())
            return
        body = self.held.objects.get(key)
        if body is None:
            self._say(404)
            return
        found = _RANGE.fullmatch(self.headers.get("Range") or "")
        if found is None:
            self._say(200, body, only_head=only_head)
            return
        first, last = int(found[1]), int(found[2] or len(body) - 1)
        part = body[first : last + 1]
        self._say(206, part, only_head=only_head, **{"Content-Range": f"bytes {first}-{first + len(part) - 1}/{len(body)}"})

    def do_PUT(self) -> None:
        key, asked = self._asked()
        body = self._body()
        if "uploadId" in asked:
            self.held.uploads[asked["uploadId"]][int(asked["partNumber"])] = body
        else:
            self.held.objects[key] = body
        self._say(200)

    def do_POST(self) -> None:
        key, asked = self._asked()
        body = self._body()
        if "uploads" in asked:
            name = str(next(self.held.numbers))
            self.held.uploads[name] = {}
            self._say(200, f"<InitiateMultipartUploadResult><UploadId>{name}</UploadId></InitiateMultipartUploadResult>".encode())
        elif "uploadId" in asked:
            self.held.objects[key] = b"".join(part for _, part in sorted(self.held.uploads.pop(asked["uploadId"]).items()))
            self._say(200, b"<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>")
        else:  # delete several
            for name in _KEY.findall(body.decode()):
                self.held.objects.pop(f"{key.split('/')[0]}/{name}", None)
            self._say(200, b"<DeleteResult></DeleteResult>")

    def do_DELETE(self) -> None:
        self.held.objects.pop(self._asked()[0], None)
        self._say(204)

    def _asked(self) -> tuple[str, dict[str, str]]:
        self.held.signed += "AWS4-HMAC-SHA256" in (self.headers.get("Authorization") or "")
        address = urlsplit(self.path)
        return unquote(address.path).lstrip("/"), {name: said[0] for name, said in parse_qs(address.query, keep_blank_values=True).items()}

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _say(self, status: int, body: bytes = b"", *, only_head: bool = False, **headers: str) -> None:
        self.send_response(status)
        for name, value in (
            {"Content-Length": str(len(body)), "ETag": '"e"', "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"} | headers
        ).items():
            self.send_header(name, value)
        self.end_headers()
        if not only_head:
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
