"""Every way in which our answers differ from piccolo_api's, each with its reason.

A difference turns the reference's answer into the one that ours must give. A case names those that it shows; any other
difference fails its test, and so does one that it names and that changes nothing.
"""

import dataclasses
import json
from typing import Callable

from side_by_side.sides import Shown

LOCKED = "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
SECURITY_HEADERS = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-NONCE'; style-src 'self' 'nonce-NONCE'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; frame-src 'none'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)
PLAIN = {"content-type": "text/plain; charset=utf-8"}


@dataclasses.dataclass(frozen=True)
class Difference:
    name: str
    reason: str
    change: Callable[[Shown], Shown]


def add_security_headers(theirs):
    is_page = theirs.headers.get("content-type", "").startswith("text/html")
    policy = {"content-security-policy": PAGE_POLICY if is_page else LOCKED}
    return theirs.change(headers=SECURITY_HEADERS | policy)


def refused(status, text) -> Callable[[Shown], Shown]:
    """Ours refuses, whatever the reference did."""
    return lambda theirs: theirs.change(status, text, PLAIN, drop=("set-cookie", "location"))


SECURITY = Difference(
    "security headers",
    "pages of credentials are not cached, not framed, and load nothing from elsewhere",
    add_security_headers,
)
TRUE_STATUS_401 = Difference(
    "an HTML error has its true status (401)",
    "a client, a log and a limiter in front must be able to tell a failed login from a page",
    lambda theirs: theirs.change(401),
)
TRUE_STATUS_422 = Difference("an HTML error has its true status (422)", "as for 401", lambda theirs: theirs.change(422))
KEEPS_NAME = Difference(
    "the name as typed stands in the form again",
    "nobody should have to type it twice",
    lambda theirs: theirs.change(body=theirs.body.replace("username: text", "username: text alice")),
)
PROBLEM_JSON = Difference(
    "a client that asks for JSON gets RFC 9457",
    "an app that logs in by script wants to read why it failed",
    lambda theirs: theirs.change(
        body='{"type":"about:blank","title":"Unauthorized","status":401,"detail":"Login failed"}',
        headers={"content-type": "application/problem+json"},
    ),
)
PLAIN_IN_FASTAPI = Difference(
    "the same text in FastAPI as in Starlette",
    "the reference raises, and FastAPI turns that into JSON whatever was asked for; ours answers itself",
    lambda theirs: theirs.change(body=json.loads(theirs.body)["detail"], headers=PLAIN),
)
CONTENT_TYPE = Difference(
    "any other content type than the three is 415",
    "JSON read under text/plain lets another site's form log a visitor in",
    refused(415, "Send application/json, application/x-www-form-urlencoded or multipart/form-data."),
)
NOT_AN_OBJECT = Difference(
    "JSON that is no object is 400", "the reference fails with 500", refused(400, "The JSON body is not an object.")
)
WRONG_TYPE = Difference(
    "a name that is no text is 400", "the reference fails with 500", refused(400, "The username is not a text.")
)
BAD_UTF8 = Difference(
    "invalid UTF-8 is 400", "the reference fails with 500", refused(400, "The body is not valid JSON.")
)
BROKEN_JSON = Difference(
    "JSON that can't be read is 400",
    "the reference reads it as a form and says 422",
    refused(400, "The body is not valid JSON."),
)
DUPLICATE = Difference(
    "a field that comes twice is 400",
    "a filter in front and the app could each see another password",
    refused(400, "The form repeats a field, or has too many."),
)
TOO_LARGE = Difference(
    "a body over 16 KiB is 413",
    "the reference reads any length into memory",
    refused(413, "The body is longer than 16384 bytes."),
)
INACTIVE = Difference(
    "an inactive user can't log in",
    "the reference lets them in, and its guard then turns them away: their password is proven right meanwhile",
    refused(401, "Login failed"),
)
HOOK_HTML = Difference(
    "a hook's text may hold HTML",
    "the reference's documentation says so, and its template escapes it",
    lambda theirs: theirs.change(body=theirs.body.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')),
)
CROSS_SITE = Difference(
    "a POST from another site is 403",
    "login and logout CSRF: without a middleware the reference takes it",
    refused(403, "This request came from another site."),
)
THROTTLED = Difference(
    "too many tries are 429",
    "the reference leaves guessing to a middleware that few add",
    lambda theirs: refused(429, "Too many login attempts. Try again later.")(theirs).change(
        headers={"retry-after": "SECONDS"}
    ),
)
CAPTCHA_OPEN = Difference(
    "every validator that can be called is asked",
    "the reference skips bound methods, partials and callable objects: the captcha is then none",
    refused(401, "CAPTCHA failed."),
)
HSTS = Difference(
    "production adds HSTS",
    "or the first request of the next visit may go over plain HTTP",
    lambda theirs: theirs.change(headers={"strict-transport-security": "max-age=31536000; includeSubDomains"}),
)
ALLOW = Difference(
    "Allow names HEAD, which both answer",
    "RFC 9110, 10.2.1",
    lambda theirs: theirs.change(headers={"allow": "GET, HEAD, POST"}, body="Method not allowed"),
)
COOKIE_UNSET = Difference(
    "the cookie is unset with the attributes that it was set with",
    "RFC 6265bis, 5.7: and it stays out of reach of scripts",
    lambda theirs: theirs.change(headers={"set-cookie": "id=; HttpOnly; Max-Age=0; Path=/; SameSite=lax"}),
)
LOGOUT_FORMAT = Difference(
    "the logout page posts format=html, as the login page does",
    "a refusal then comes as a page, too",
    lambda theirs: theirs.change(body=theirs.body.replace("form post\n", "form post\n  format: hidden html\n")),
)
CLEAR_SITE_DATA = Difference(
    "a logout clears what the browser has kept",
    "pages of the session stay readable from its cache otherwise",
    lambda theirs: theirs.change(headers={"clear-site-data": '"cache", "storage"'}),
)
TWICE = Difference(
    "a cookie that comes twice is none",
    "a neighbouring host can add one; which of them counts must not be its choice",
    refused(400, "No matching session found."),
)
SEGMENT = Difference(
    "an excluded prefix ends at a segment, of the normalised path",
    "/docs* must not open /docs-private, nor /docs/../private",
    refused(400, "No session cookie found."),
)
ENDED = Difference(
    "the session presented with a login ends",
    "session fixation, and a session nobody can see any more",
    refused(400, "No matching session found."),
)

# Registration and changes of password


def keep_typed(theirs):
    body = theirs.body.replace("username: text", "username: text carol")
    return theirs.change(body=body.replace("email: email", "email: email carol@example.com"))


KEEPS_REGISTRATION = Difference("name and address as typed stand in the form again", "as for the login", keep_typed)
INVALID_NAME = Difference(
    "a name of blanks or control characters is refused",
    "it looks like another's, or like nothing, wherever it is shown",
    refused(422, "Invalid username."),
)
INVALID_EMAIL = Difference(
    "an address that nobody can have is refused",
    "the reference takes dots in a row, and names of one hyphen",
    refused(422, "Invalid email address."),
)
UNUSUAL_EMAIL = Difference(
    "an address with any sign that RFC 5322 allows unquoted is taken",
    "the reference refuses people whose address has an apostrophe",
    lambda theirs: theirs.change(303, "", {"location": "/login/"}, drop=("content-type",)),
)
TAKEN = Difference(
    "a name or an address that is taken is 422",
    "the reference asks whether one user has both, and otherwise fails with 500",
    refused(422, "User with email or username already exists."),
)
TOO_LONG = Difference(
    "a password over 128 characters is 422",
    "the reference fails with 500",
    refused(422, "Password must be at most 128 characters long."),
)
CAPTCHA_STATUS = Difference(
    "a captcha's refusal is 422, and a text for who sent no format=html",
    "the reference shows the page with 200, to a JSON client too",
    refused(422, "CAPTCHA failed."),
)
REGISTER_THROTTLED = Difference(
    "too many registrations from one address are 429",
    "the reference makes as many users, hashes and answers as are asked for",
    lambda theirs: refused(429, "Too many attempts. Try again later.")(theirs).change(
        headers={"retry-after": "SECONDS"}
    ),
)
NAMES_USER = Difference(
    "the form has the user's name in a field that isn't sent",
    "a password manager must know whose password it keeps",
    lambda theirs: theirs.change(body=theirs.body.replace("form post\n", "form post\n  None: text alice\n")),
)
SAME_PASSWORD = Difference(
    "the new password must be another one",
    "whoever changes it because it got out would be deceived",
    refused(422, "The new password must differ from the current one."),
)
READ_ONLY_ALLOW = Difference(
    "read only is a 405 with Allow",
    "RFC 9110, 15.5.6",
    lambda theirs: theirs.change(headers={"allow": "GET, HEAD"}),
)
READ_ONLY_TEXT = Difference(
    "read only is told in one text by both",
    "the reference's change_password leaves out the full stop",
    lambda theirs: theirs.change(body="Running in read only mode."),
)
SEE_OTHER = Difference(
    "a browser without a session is sent to the login by 303",
    "307 would post the form, passwords and all, to the login",
    lambda theirs: theirs.change(303),
)
NO_SESSION = Difference(
    "a script without a session gets 401",
    "the reference fails with 500 at a POST, and redirects a script's GET to a page",
    refused(401, "No session cookie found."),
)
INACTIVE_CHANGE = Difference(
    "an inactive user can't set a password",
    "the reference leaves it to the guard in front",
    refused(403, "Active users only"),
)

# Around the endpoints

RATE_TOLD = Difference(
    "every answer says what is left of the budget",
    "a client that is told needn't find out by being refused",
    lambda theirs: theirs.change(
        headers={"ratelimit-limit": "2", "ratelimit-remaining": "LEFT", "ratelimit-reset": "SECONDS"}
    ),
)
RETRY_AFTER = Difference(
    "a refusal says how long to wait",
    "RFC 6585, 4",
    lambda theirs: theirs.change(headers={"retry-after": "SECONDS"}),
)
SAYS_PLAIN = Difference(
    "a refusal says that it is plain text",
    "without a type browsers guess",
    lambda theirs: theirs.change(headers=PLAIN),
)
RATE_PAGE = Difference(
    "a browser is told to wait by a page",
    "a person reads it",
    lambda theirs: theirs.change(body="error: none", headers={"content-type": "text/html; charset=utf-8"}),
)
TOKEN_LAST = Difference(
    "the token's field stands last in the form",
    "the order of hidden fields means nothing",
    lambda theirs: theirs.change(
        body=theirs.body.replace("  csrftoken: hidden TOKEN\n", "").replace(
            "error:", "  csrftoken: hidden TOKEN\nerror:"
        )
    ),
)
MADE_UP_TOKEN = Difference(
    "a token that the app hasn't made is 403",
    "whoever can plant a cookie can plant a pair",
    refused(403, "The CSRF token is not valid any more: load the page again."),
)
OLD_TOKEN = Difference(
    "a token from before a login doesn't hold after it",
    "who had the browser before, or another session, may know it",
    refused(403, "The CSRF token is not valid any more: load the page again."),
)
OWN_HOST = Difference(
    "the app's own host may send over HTTPS without being named",
    "what has to be listed is forgotten, or is listed too widely",
    lambda theirs: theirs.change(
        303, "", {"location": "/", "set-cookie": "id=TOKEN; HttpOnly; Max-Age=604800; Path=/; SameSite=lax"}
    ),
)
ORIGIN_TEXT = Difference(
    "a foreign origin is refused in the words of the other endpoints",
    "one check, whichever of them it stands before",
    lambda theirs: theirs.change(body="This request came from another site."),
)
ORIGIN_SCHEME = Difference(
    "an allowed host is one over HTTPS",
    "whoever listens to plain HTTP could send in its name",
    refused(403, "This request came from another site."),
)
TOKEN_TOO_LARGE = Difference(
    "a form that is looked into has 16 KiB at most",
    "the reference reads any length into memory",
    refused(413, "The body is longer than 16384 bytes."),
)
DIFFERENCES = [value for value in list(globals().values()) if isinstance(value, Difference)]
