"""What an answer repeats of its own request, taken out, so that the rest can be compared."""

import re

_TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')


def plain(response, *said: str) -> str:
    """Return the body without its tokens, the number of the request and what the reader typed."""
    body = _TOKENS.sub("", response.content.decode())
    for one in (*said, str(response.wsgi_request.number)):
        body = body.replace(one, "")
    return body
