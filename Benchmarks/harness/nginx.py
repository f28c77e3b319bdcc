"""An nginx of our own in its own folder: the system's service is neither used nor touched.

`DEBIAN` is what Debian's nginx.conf says of sending files. For 2 KB `TUNED` costs it a fifth less.
The goals are held against the first, the second is shown beside it.
"""

import os
from pathlib import Path

DEBIAN = "sendfile on; tcp_nopush on;"
TUNED = "sendfile off;"

COMMON = """
{user}
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log error;
events {{ worker_connections 4096; }}
http {{
    access_log off;
    default_type application/json;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
    client_body_temp_path {folder}/client;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{job}
}}
"""

STATIC = """
    {sending}
    open_file_cache max=16 inactive=1h;
    open_file_cache_valid 1h;
    server {{
        listen 127.0.0.1:{port} reuseport;
        location = /livez {{ return 200; }}
        location = /static {{ alias {body}; }}
    }}
"""

PROXY = """
    upstream origin {{
        server 127.0.0.1:{upstream};
        keepalive 256;
        keepalive_requests 1000000000;
        keepalive_timeout 1h;
    }}
    server {{
        listen 127.0.0.1:{port} reuseport;
        location = /livez {{ return 200; }}
        location /proxy/ {{
            proxy_pass http://origin/;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
        }}
    }}
"""


def command(nginx: str, folder: Path, workers: int, job: str) -> list[str]:
    """Writes the configuration and returns what starts it."""
    folder.mkdir(parents=True, exist_ok=True)
    # As root nginx would hand its workers to a user who cannot read the checkout.
    user = "user root;" if os.geteuid() == 0 else ""
    text = COMMON.format(user=user, workers=workers, folder=folder, job=job)
    (folder / "nginx.conf").write_text(text)
    return [nginx, "-e", "stderr", "-p", str(folder), "-c", str(folder / "nginx.conf")]
